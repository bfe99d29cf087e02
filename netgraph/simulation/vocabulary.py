"""The words that made-up people and organizations are put together from."""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = tuple(
    """
    Aaliyah Aarav Abena Adaeze Adrian Agnieszka Ahmed Aiko Aisha Alejandra Alice Amara Amina Amir
    Ana Anders Andre Anika Anita Antonio Anwen Aroha Arjun Astrid Ayodele Beatriz Benjamin Bianca
    Birgit Blessing Boris Brigid Caleb Camila Carlos Carmen Cedric Chidi Chloe Ciara Clara Dalia
    Daniel Darius Deepa Delphine Denise Diego Dmitri Dolores Edith Eduardo Eero Elena Elias Elif
    Emeka Emma Enrique Esther Etienne Eun-ji Eva Fatima Felix Fiona Francesca Gabriel Galina
    Genevieve George Giorgos Grace Graham Greta Guillermo Hamza Hana Haruto Hassan Hector Helena
    Henrik Hiroshi Hope Huda Ibrahim Idris Imani Imogen Ines Ingrid Ioana Irina Isaac Ishaan Ivan
    Jamal Jana Jasmine Javier Jelena Joanna Joaquin Johanna Jorge Joseph Judith Julien Kai Kamala
    Karim Katarzyna Kavya Keiko Kenji Khadija Kofi Kwame Laila Lars Latisha Laura Leila Leonard Liam
    Lin Linh Lucia Ludmila Luis Magnus Maja Malik Manuel Marcus Margaret Maria Marta Mateo Maya Mei
    Mercy Miguel Mikael Mina Mohammed Monique Nadia Naomi Natalia Neha Ngozi Nia Nikhil Nikos Noor
    Oksana Olga Oliver Omar Oscar Paolo Patience Pavel Pedro Petra Priya Rachel Rafael Rahul Rania
    Ravi Rebecca Ren Renata Roberto Rosa Ruth Sakura Salma Samuel Sandra Sanjay Santiago Sara Sean
    Selam Serena Shreya Simone Sofia Soren Stefan Sunita Svetlana Tadeusz Tamar Tariq Teresa Thabo
    Thandiwe Theo Thomas Tomas Tuan Uma Valentina Vera Victor Vikram Wanjiru Wei Wendy William
    Ximena Yara Yasmin Yewande Yuki Yusuf Zahra Zanele Zoe
    """.split()
)

LAST_NAMES: Final = tuple(
    """
    Abara Abebe Abelson Achterberg Adeyemi Adler Aguilar Ahn Akhtar Albescu Alvarez Amoah Andersson
    Antonov Aoki Arslan Asante Ashworth Atwood Avila Awad Babic Bachmann Bailey Bakker Banerjee
    Barros Bauer Becker Bello Benali Bennett Bergstrom Bhatt Bielski Blanchet Boateng Bondar Boyle
    Brandt Brennan Briggs Byrne Cabrera Calder Campos Carvalho Castillo Cervantes Chandra Chavez
    Cheng Choi Chukwu Clarke Cohen Connolly Cortez Costa Crowley Cruz Dahl Dang Das Davies Delacroix
    Demir Desai Diallo Diaz Dimitrov Dlamini Doan Dogan Donnelly Dubois Duarte Eberhart Edwards
    Egede Eklund Ellison Eriksen Escobar Evans Fairchild Farah Faulkner Fernandes Ferrari Fischer
    Fitzgerald Flores Fofana Foster Fournier Fujita Galvan Gao Garcia Gebre Georgiou Ghosh Gill
    Gomez Goldberg Gonzalez Grant Greene Gruber Guerrero Gupta Haddad Hakimi Halloran Hansen Haruna
    Hashimoto Hayashi Henning Hernandez Hoang Hoffmann Holm Horvat Huang Hughes Huynh Ibarra Igwe
    Ikeda Ilic Inoue Iyer Jabari Jackson Jansen Jimenez Johansson Jovanovic Juarez Kaminski Kang
    Kapoor Karlsson Kato Kaur Keita Kelleher Khan Kiplagat Klein Kobayashi Kowalski Kruger Kumar
    Kuznetsova Lachance Lam Larsen Laurent Leclerc Lee Lehmann Levy Lindqvist Liu Lopez Lund
    Mahlangu Maldonado Malhotra Mancini Marchetti Marin Martinez Mbeki McBride McCarthy Mehta
    Mendoza Mensah Meyer Mitchell Moreau Morales Mori Moyo Mukherjee Murphy Musa Nagy Nair Nakamura
    Navarro Ncube Ndiaye Nguyen Nielsen Noguchi Novak Nunez Nwosu OBrien Obi Ochoa Odhiambo Okafor
    Okonkwo Olsen Onyango Ortega Osei Oyelaran Ozturk Papadakis Park Patel Pavlova Pereira Petrov
    Pham Phillips Pinto Popescu Quispe Rahman Ramirez Rao Reyes Richter Rivera Roberts Rojas Romero
    Rosen Rossi Roy Ruiz Sadiq Saito Salazar Sandoval Santos Sato Schmidt Schneider Sharma Silva
    Singh Sithole Sokolov Soto Suzuki Svensson Tadesse Takahashi Tan Tanaka Teixeira Tembo Thapa
    Torres Tran Tshabalala Usman Valdez Vargas Vasquez Velasco Virtanen Wagner Walker Wang Weber
    Whitfield Wójcik Wong Yamamoto Yilmaz Zhang
    """.split()
)

ORGANIZATION_STARTS: Final = tuple(
    """
    Alder Amber Arrow Aspen Bark Bell Birch Black Blue Bracken Bramble Brass Bright Brindle Cairn
    Cedar Clay Clover Copper Coral Crane Cress Dapple Drift Dun Elder Ember Fallow Fen Fern Flax
    Flint Fox Frost Gale Garnet Glen Gorse Granite Harrow Hazel Heron Hollow Iron Ivory Jasper
    Juniper Kestrel Lark Linden Maple Marl Meadow Mistle Moss Oak Otter Pebble Pine Plum Quill Raven
    Reed Rowan Rush Rust Sable Salt Sedge Silver Slate Sparrow Stone Tamar Thistle Thorn Umber
    Willow Wren Yarrow
    """.split()
)

ORGANIZATION_ENDINGS: Final = tuple(
    """
    acre bank barrow bay beck bourne bridge brook by combe cote cove croft dale dell den fell field
    ford garth gate grove haven heath holm holt hurst ing keld ley lock march mead mere moor ness
    point port ridge shaw stead thorpe toft vale wade ward water weald wath wick wold worth yard
    """.split()
)

BUSINESSES: Final = (
    ("Analytics", "data"),
    ("Insight", "data"),
    ("Metrics", "data"),
    ("Software", "software"),
    ("Systems", "software"),
    ("Cloudworks", "software"),
    ("Robotics", "engineering"),
    ("Instruments", "engineering"),
    ("Engineering", "engineering"),
    ("Motors", "engineering"),
    ("Press", "publishing"),
    ("Books", "publishing"),
    ("Media", "media"),
    ("Pictures", "media"),
    ("Broadcasting", "media"),
    ("Bank", "finance"),
    ("Capital", "finance"),
    ("Insurance", "finance"),
    ("Accounting", "finance"),
    ("Clinic", "health"),
    ("Health", "health"),
    ("Biosciences", "health"),
    ("Diagnostics", "health"),
    ("Museum", "culture"),
    ("Theatre", "culture"),
    ("Foundation", "nonprofit"),
    ("Trust", "nonprofit"),
    ("Relief", "nonprofit"),
    ("Academy", "education"),
    ("College", "education"),
    ("Learning", "education"),
    ("Energy", "energy"),
    ("Solar", "energy"),
    ("Grid", "energy"),
    ("Logistics", "transport"),
    ("Freight", "transport"),
    ("Rail", "transport"),
    ("Foods", "food"),
    ("Bakery", "food"),
    ("Farms", "food"),
    ("Textiles", "retail"),
    ("Stores", "retail"),
    ("Outfitters", "retail"),
    ("Partners", "consulting"),
    ("Advisory", "consulting"),
    ("Research", "consulting"),
)
"""The last word of an organization's name, and the field it works in."""

STAFF_TITLES: Final = (
    "Analyst",
    "Senior Analyst",
    "Engineer",
    "Project Manager",
    "Researcher",
    "Designer",
    "Consultant",
    "Program Officer",
    "Account Manager",
    "Team Lead",
    "Editor",
    "Recruiter",
    "Product Manager",
    "Operations Specialist",
)
DECIDING_TITLES: Final = (
    "Director",
    "Vice President",
    "Head of Department",
    "Managing Director",
    "Chief of Staff",
    "Hiring Manager",
    "Founder",
    "General Manager",
)
CONTACT_SOURCES: Final = (
    "friend",
    "alumni",
    "family",
    "former colleague",
    "event",
    "directory",
    "cold",
)
CONTACT_SOURCE_SHARES: Final = (0.22, 0.22, 0.14, 0.16, 0.12, 0.08, 0.06)
REFERRAL_KINDS: Final = ("e-mail introduction", "name and number", "warm call", "in person")
REFERRAL_KIND_SHARES: Final = (0.45, 0.35, 0.12, 0.08)
REMARKS: Final = (
    "Prefers a phone call",
    "Back from leave next month",
    "Reads everything, answers late",
    "Keen to hear how it goes",
    "Knows the hiring season well",
    "Asked for a one-page summary",
    "Suggested the autumn conference",
    "Moved teams this spring",
)
LEGAL_ENDINGS: Final = (" Inc", ", Inc.", " LLC")
