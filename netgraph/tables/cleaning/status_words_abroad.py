"""Words for the six statuses in the languages that people keep their sheets in beside English.

A line is a pattern, read as those of ``status_words``: whole words alone, in any case, and with or
without accents. Each language has the forms that sheets have: "hat abgesagt", "Absage erhalten".
"""

from __future__ import annotations

from typing import Final

from netgraph import schema

# German, French, Spanish, Italian, Dutch, Portuguese, Polish, Russian, Japanese, Chinese, Nordic,
# Turkish, Korean, Hungarian, Czech, Ukrainian, Croatian
STATUS_ABROAD: Final = {
    schema.MET: r"""
        telefoniert|kennengelernt|(?:wir haben )?(?:uns getroffen|gesprochen|telefoniert)
        (?:erstes |erster )?(?:treffen|termin|anruf|telefonat|gesprach) (?:war|gehabt|erfolgt)
        (?:appel|cafe|echange|visio|dejeuner) (?:effectue|fait|passe|realise)e?|echange effectue
        (?:deja )?(?:vu|rencontre|echange)(?:e|s)?(?: avec)?
        (?:llamada|reunion|cita|charla|entrevista|videollamada) (?:hecha|realizada|tenida)
        conocid[oa]|ya hablado|hablamos|nos reunimos
        (?:incontro|chiamata|caffe|colloquio) (?:fatto|fatta|avvenut[oa]|svolt[oa])|conosciut[oa]
        sentit[oa]|ci siamo (?:visti|sentiti|parlati)
        koffie gedronken|gebeld en gesproken|gesprek (?:gehad|gevoerd)|afspraak geweest
        conversad[oa]|falad[oa]|(?:ja )?(?:conversamos|falamos)
        (?:reuniao|conversa|entrevista|cafe|ligacao) (?:feita|feito|realizad[oa])
        rozmowa (?:odbyta|przeprowadzona)|po rozmowie|spotka(?:nie|lismy sie)(?: odbyte| bylo)
        (?:spotka[lł](?:em|am) sie|rozmawia[lł](?:em|am|ismy))
        (?:面談|面会|訪問|通話|商談|お茶)(?:済み?|完了|した)|会った|お会いした|已(?:见面?|面谈|会面|通话|沟通|聊过)
        mødt|snakket|snakkat|pratat|har (?:träffat|pratat|snakket)
        gorus(?:uldu|tuk|tum)|bulus(?:uldu|tuk|tum)|tan[iı]s(?:[iı]ld[iı]|t[iı]k)
        konus(?:uldu|tuk|tum)
        만남|만났음|만났다|(?:미팅|면담|통화)(?: ?완료)
        talalkoz(?:tunk|tam|va)|beszel(?:tunk|tem)
        (?:schuzka|hovor) (?:probehla|probehl)
        (?:seslo se|sesli jsme se|mluvil[ai]? jsme)
        зустрілис[ья]|поспілкувалис[ья]|sastali smo se|razgovarali smo
        """,
    schema.SCHEDULED: r"""
        terminiert|termin|rdv|rendez vous|appuntamento|afspraak
        (?:termin|treffen|gesprach|anruf) (?:fix|bestatigt|am)
        (?:appel|visio|cafe|dejeuner|entretien|rendez vous|rdv) (?:prevu|planifie|fixe|confirme)e?
        (?:llamada|charla|videollamada|entrevista|reunion|cita) (?:agendada|programada|confirmada)
        (?:appuntamento|incontro|chiamata|colloquio) (?:fissat[oa]|programmat[oa]|confermat[oa])
        in programma|(?:afspraak|gesprek) (?:gemaakt|gepland|staat)
        marcad[oa]|(?:reuniao|conversa|entrevista|cafe) (?:marcad[oa]|agendad[oa])
        (?:面談|面会|訪問|通話)?予定|日程調整済み?|アポ(?:イント)?(?:済み?|取得)|已(?:约|预约|安排|约好)
        bokat|aftalt|avtalt|inplanerad
        planland[iı]|randevu (?:al[iı]nd[iı]|var)|예정|(?:미팅|면담) ?예정
        약속(?: ?잡음)?|egyeztetve
        naplanovano|domluveno|заплановано|домовлено|dogovoreno
        """,
    schema.IDENTIFIED: r"""
        (?:noch |noch nicht )?(?:zu )?(?:kontaktieren|anschreiben|anrufen)|ausstehend
        noch zu (?:kontaktieren|treffen|schreiben)|noch nicht (?:angeschrieben|gemeldet|geschrieben)
        pas encore (?:contacte|appele|vu|rencontre)e?|a (?:recontacter|rencontrer|ecrire|joindre)
        (?:aun |todavia )?(?:por|sin) (?:contactar|llamar|escribir)
        (?:ancora )?da (?:contattare|chiamare|scrivere|sentire)
        (?:nog )?te (?:contacteren|benaderen|bellen|mailen)|nog niet (?:benaderd|gecontacteerd)
        (?:ainda )?(?:a|por) (?:contatar|contactar|ligar)
        do (?:skontaktowania|zadzwonienia)|未連絡|未対応|これから|連絡予定|未联系|待联系|待定
        ny kontakt|skal kontaktes
        yaz[iı]lacak|aranacak|연락 ?전|연락 ?예정|kontaktovat|oslovit
        """,
    schema.CONTACTED: r"""
        (?:(?:hat |habe |wurde )?)(?:angefragt|angerufen|angemailt|gemailt|geschrieben|gemeldet)
        (?:e ?mail|mail|nachricht|brief|anfrage) (?:geschickt|gesendet|verschickt)
        (?:antwort|ruckmeldung) (?:ausstehend|steht aus|offen|abwarten)|in kontakt
        (?:wartet|warte|warten) auf (?:antwort|ruckmeldung)
        (?:message|mail|e ?mail|courrier|lettre|invitation|demande) envoye+s?
        en attente (?:de|d une) (?:reponse|retour)|(?:re)?relance+|appele+|ecrit|en contact
        (?:mensaje|correo|e ?mail|carta|solicitud|invitacion) enviad[oa]|llamado|escrito
        (?:a la espera|en espera) de (?:respuesta|contestacion)|en contacto
        (?:messaggio|e ?mail|mail|lettera|richiesta) (?:inviat[oa]|mandat[oa])|chiamato|scritto
        in contatto|in attesa di (?:risposta|riscontro)
        (?:bericht|mail|e ?mail|brief|verzoek) (?:gestuurd|verstuurd|verzonden)|gemaild|gebeld
        (?:wacht|wachten) op (?:antwoord|reactie)|aangeschreven|in contact
        (?:mensagem|e ?mail|carta|convite|solicitacao) enviad[oa]|em contato
        aguardando (?:resposta|retorno)
        napisa[lł](?:em|am)(?: do)?|zadzwoni[lł](?:em|am)|wys[lł]a[lł](?:em|am) (?:mail|wiadomosc)
        wys[lł]an[oay] (?:wiadomosc|mail|e ?mail)|kontakt nawiazany|czekam na odpowiedz
        (?:連絡|メール|メッセージ|メール送信|連絡先交換)(?:済み?|した)|(?:返信|返事|返答|回答|連絡)待ち
        已(?:联系|联络|发邮件|发消息|发送)|等待?(?:回复|答复)|mejlat|skrivit
        yaz[iı]ld[iı]|arand[iı]|(?:mail|e ?posta|mesaj) (?:at[iı]ld[iı]|gonderildi)
        (?:cevap|yan[iı]t) bekleniyor|iletisime gecildi
        연락함|연락 ?완료|(?:메일|이메일) ?(?:발송|보냄)|답장 ?대기|osloven[ao]?|kontaktovan[ao]?
        napsano|ceka se na odpoved|irtam|felhivtam|написав|написала|надіслано|kontaktiran[ao]?
        """,
    schema.NO_REPLY: r"""
        (?:keine|ohne|bisher keine|noch keine) (?:antwort|ruckmeldung|reaktion)(?: erhalten)?
        (?:hat )?(?:sich )?nicht (?:geantwortet|gemeldet|reagiert|zuruckgerufen)
        (?:meldet sich|antwortet|reagiert) nicht|nicht erreich(?:t|bar)|unbeantwortet|funkstille
        (?:pas|sans|aucune?)(?: de)? (?:reponse|retour|nouvelles?)|n ?a pas repondu|injoignable
        ne repond pas|(?:sin|ninguna) (?:respuesta|contestacion|contestar|responder)
        no (?:contesta|contesto|ha (?:respondido|contestado)|localizad[oa])
        (?:nessuna?|senza) (?:risposta|riscontro)|non risponde|irreperibile|nessun riscontro
        (?:geen|zonder) (?:antwoord|reactie|respons)
        niet (?:gereageerd|bereikt|bereikbaar|geantwoord)
        (?:reageert|antwoordt) niet
        (?:sem|nenhuma?) (?:resposta|retorno)|nao (?:responde|respondeu|retornou|atende)
        (?:nie odpowiada|brak (?:odpowiedzi|reakcji))
        (?:返信|返事|返答|回答|連絡|応答)なし|未返信|音信不通
        (?:没有|没|无|未)(?:回复|回应|回音|答复)
        (?:svarade|svarar) inte|(?:har )?ikke svar(?:et|er)|intet svar
        (?:cevap|yan[iı]t|donus) (?:yok|gelmedi|vermedi)|무응답|답장 ?없음|회신 ?없음
        nem valaszolt|nincs valasz|bez odpovedi|neodpovedel[ai]?
        немає відповіді|без відповіді|nema odgovora
        """,
    schema.DECLINED: r"""
        (?:hat |wurde )?(?:abgesagt|abgelehnt|abgewunken)|absage(?: erhalten| bekommen)?|ablehnung
        (?:kein|ohne) (?:bedarf|interesse)|nein danke|(?:hat )?keine zeit
        refus(?:e|ee)?(?: poli| recu)?|a (?:refuse|decline)|declinee?|negatif
        pas (?:disponible|dispo)
        reponse negative|non merci|pas interessee?|indisponible
        rechaz(?:o|ad[oa])|ha (?:rechazado|declinado)|declin(?:o|ad[oa])|no (?:le )?interesa
        no disponible|no gracias|respuesta negativa|negativa
        (?:ha )?(?:rifiutat[oa]|declinat[oa])|rifiuto|risposta negativa|non disponibile|no grazie
        afgewezen|afwijzing|geweigerd|afgezegd|niet (?:geinteresseerd|beschikbaar)|nee bedankt
        recus(?:ou|ad[oa]|a)|rejeitad[oa]|declinou|negad[oa]|nao (?:interessad[oa]|disponivel)
        nao obrigad[oa]|odrzucon[oey]|nie zainteresowan[aye]|odmow(?:a|iono)
        отклонено|отказано|お?断り|断られた|辞退|見送り|不採用|(?:被)?(?:拒绝|婉拒)
        avslag|avbojde?|ikke interesseret|ikke interessert|inte intresserad|tackat nej
        reddetti|reddedildi|olumsuz|ilgilenmiyor|거절|거절됨|elutasitva|elutasitotta
        odmitnuto|odmitl[ai]?|відмова|відмовив|відмовила|відмовлено|odbijen[ao]?
        """,
}
