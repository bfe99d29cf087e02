# cython: language_level=3
"""What the kernels are compiled with: the type of every argument, array and large number.

Cython's pure-Python mode reads it beside the functions under ``@kernel``, which hatch_build.py
gathers into one module; without a compiler the same functions run as they stand.

int[::1] is an int32 array, longlong[::1] an int64 one, uchar[::1] an array of bool, each in one
piece; const where the kernel does not write into it. What is not named here gets its type from
what it is first set to. A C long has 32 bits on Windows: whatever may pass 2**31 is a longlong.
"""
cimport cython
from libc cimport math

ctypedef fused Number:
    long long
    double

# components.py

@cython.locals(seen=cython.uchar[::1], stack=cython.int[::1])
cpdef reachable(
    const int[::1] start, const int[::1] neighbour, const unsigned char[::1] sources)

@cython.locals(steps=cython.int[::1], queue=cython.int[::1])
cpdef hops(
    const int[::1] start, const int[::1] neighbour, const unsigned char[::1] sources,
    const unsigned char[::1] blocked)

@cython.locals(
    component=cython.int[::1], number=cython.int[::1], low=cython.int[::1], edge=cython.int[::1],
    path=cython.int[::1], held=cython.int[::1])
cpdef strong_components(const int[::1] start, const int[::1] neighbour)

@cython.locals(
    above=cython.longlong[::1], component=cython.int[::1], a=cython.longlong, b=cython.longlong)
cpdef weak_components(const int[::1] source, const int[::1] target, long long size)

# csr.py

@cython.locals(start=cython.int[::1], following=cython.int[::1], order=cython.int[::1])
cpdef counting_sort(const int[::1] row, long long size)

# dominators.py

@cython.locals(
    number=cython.int[::1], order=cython.int[::1], parent=cython.int[::1], edge=cython.int[::1],
    path=cython.int[::1], semi=cython.int[::1], label=cython.int[::1], above=cython.int[::1],
    inner=cython.int[::1], dominator=cython.int[::1])
cpdef immediate_dominators(
    const int[::1] start, const int[::1] neighbour, const int[::1] back_start,
    const int[::1] back_neighbour, long long root)

# forest.py

@cython.locals(
    introducer=cython.int[::1], via=cython.int[::1], arrival=cython.int[::1],
    generation=cython.int[::1], order=cython.int[::1], heap_key=cython.longlong[::1],
    heap_tie=cython.longlong[::1], heap_edge=cython.int[::1], referrer=cython.int[::1],
    lowest=cython.longlong, size=cython.longlong, at=cython.longlong, up=cython.longlong,
    low=cython.longlong, since=cython.longlong, steps=cython.longlong, row=cython.longlong,
    date=cython.longlong, key=cython.longlong, tie=cython.longlong, e=cython.longlong,
    w=cython.longlong, u=cython.longlong)
cpdef introduce(
    const int[::1] start, const int[::1] neighbour, const int[::1] referral, const int[::1] day,
    const unsigned char[::1] first)

@cython.locals(total=Number[::1])
cpdef branch_sum(const int[::1] order, const int[::1] parent, const Number[::1] value)

@cython.locals(largest=cython.int[::1])
cpdef branch_max(const int[::1] order, const int[::1] parent, const int[::1] value)

@cython.locals(found=cython.int[::1])
cpdef nearest_above(
    const int[::1] order, const int[::1] parent, const unsigned char[::1] marked)

@cython.locals(size=cython.int[::1], first=cython.int[::1], following=cython.int[::1])
cpdef nested_intervals(const int[::1] order, const int[::1] parent)

# layout.py

@cython.locals(
    base=cython.double[::1], rows=cython.longlong[::1], most=cython.longlong, top=cython.double,
    inner=cython.double, free=cython.double)
cpdef bands(
    const long long[::1] level, const long long[::1] count, const double[::1] extra,
    const double[::1] height, double room, double gap, double turn)

@cython.locals(need=cython.double[::1])
cpdef wedge_needs(
    const int[::1] order, const int[::1] parent, const double[::1] room,
    const double[::1] radius)

@cython.locals(
    wanted=cython.double[::1], width=cython.double[::1], following=cython.double[::1],
    middle=cython.double[::1])
cpdef wedge_middles(
    const int[::1] order, const int[::1] parent, const double[::1] need, double turn)

@cython.locals(
    angle=cython.double[::1], before=cython.double[::1], mean=cython.double[::1],
    weight=cython.longlong[::1], taken=cython.double, value=cython.double, shift=cython.double,
    size=cython.longlong, held=cython.longlong)
cpdef spread_apart(
    const long long[::1] start, const double[::1] target, const double[::1] width, double turn)

@cython.locals(
    place=cython.double[:, ::1], after=cython.longlong[::1], a=cython.longlong, b=cython.longlong,
    j=cython.longlong, first_hit=cython.longlong, last_hit=cython.longlong, nearest=cython.double,
    total=cython.double, x=cython.double, y=cython.double, dx=cython.double, dy=cython.double,
    apart=cython.double, to_a=cython.double, to_b=cython.double, along=cython.double,
    out=cython.double, walked=cython.double, to_first=cython.double, to_last=cython.double,
    lacking=cython.double)
cpdef discs_around(const double[::1] radius)

@cython.locals(row=cython.longlong[::1], filled=cython.longlong[::1], lowest=cython.longlong)
cpdef stacked(
    const long long[::1] order, const int[::1] parent, const long long[::1] column,
    const unsigned char[::1] large)

@cython.locals(
    row=cython.double[::1], free=cython.double[::1], first=cython.double[::1],
    last=cython.double[::1], below=cython.double)
cpdef tidy_rows(
    const int[::1] order, const int[::1] introducer, const long long[::1] leaves, double gap)

# max_coverage.py

@cython.locals(
    seen=cython.int[::1], counted=cython.int[::1], fresh=cython.uchar[::1],
    heap=cython.int[::1], size=cython.longlong, inner=cython.longlong, at=cython.longlong,
    low=cython.longlong, search=cython.longlong, v=cython.longlong, total=cython.double,
    best=cython.int[::1], piece=cython.longlong, base=cython.longlong, found=cython.int[::1],
    met=cython.longlong, left=cython.bint, k=cython.longlong)
cpdef next_best(
    const int[::1] start, const int[::1] neighbour, const int[::1] label,
    const double[::1] weight, const unsigned char[::1] covered, unsigned char[::1] done,
    const int[::1] candidate, const int[::1] begin, double[::1] gain)

@cython.locals(
    below=cython.uchar[::1], found=cython.int[::1], stack=cython.int[::1],
    searched=cython.longlong, size=cython.longlong, at=cython.longlong, p=cython.longlong)
cpdef cover_reach(
    const int[::1] start, const int[::1] neighbour, const int[::1] back_start,
    const int[::1] back_neighbour, const int[::1] label, unsigned char[::1] covered,
    unsigned char[::1] done, const int[::1] node)

# reach.py

@cython.locals(
    estimate=cython.double[::1], heir=cython.int[::1], continues=cython.uchar[::1],
    total=cython.double, seen=cython.int[::1], label_seen=cython.int[::1], stack=cython.int[::1],
    found=cython.longlong[:, ::1], people_so_far=cython.longlong,
    deciders_so_far=cython.longlong, labels_so_far=cython.longlong, at=cython.longlong,
    visits=cython.longlong, last=cython.longlong, bound=cython.double)
cpdef count_reachable(
    const int[::1] start, const int[::1] neighbour, const int[::1] people,
    const int[::1] deciders, const int[::1] label_start, const int[::1] label, long long labels,
    long long most, long long limit)

@cython.locals(
    k=cython.longlong, wide=cython.longlong, places=cython.longlong,
    bit=cython.ulonglong[::1], reached=cython.ulonglong[::1], sums=cython.ulonglong[::1],
    waiting=cython.ulonglong[::1], asked=cython.int[::1], v=cython.longlong,
    first=cython.longlong, many=cython.longlong, x=cython.longlong, c=cython.longlong,
    e=cython.longlong, i=cython.longlong, at=cython.longlong, one=cython.ulonglong,
    two=cython.ulonglong, three=cython.ulonglong, four=cython.ulonglong, part=cython.longlong,
    place=cython.longlong, low=cython.longlong, to=cython.longlong, word=cython.longlong,
    weight=cython.int, carried=cython.ulonglong[::1], full=cython.int[::1], both=cython.ulonglong, more=cython.ulonglong,
    total=cython.longlong)
cpdef count_few(
    const int[::1] start, const int[::1] neighbour, const int[::1] people,
    const int[::1] deciders, const int[::1] label_start, const int[::1] label, long long labels,
    long long[:, ::1] found)

@cython.locals(
    words=cython.longlong, bit=cython.ulonglong[::1], twos=cython.ulonglong,
    fours=cython.ulonglong, eights=cython.ulonglong, ones=cython.ulonglong,
    waiting=cython.int[::1], unused=cython.longlong, sets=cython.ulonglong[::1],
    free=cython.longlong[::1], passed=cython.longlong[::1], slot=cython.int[::1],
    stack=cython.int[::1], met=cython.int[::1], visits=cython.longlong,
    child=cython.longlong, mine=cython.longlong, at=cython.longlong, seldom=cython.longlong,
    base=cython.longlong, top=cython.longlong, meetings=cython.longlong, merged=cython.bint,
    last=cython.longlong, c=cython.longlong, v=cython.longlong, x=cython.longlong,
    i=cython.longlong, p=cython.longlong, y=cython.ulonglong)
cpdef count_large(
    const int[::1] start, const int[::1] neighbour, const int[::1] item_start,
    const int[::1] item, const long long[::1] part, long long[:, ::1] found, long long room,
    long long limit)

# sketch.py

@cython.locals(
    waiting=cython.int[::1], count=cython.longlong[::1], store=cython.longlong[::1],
    begin=cython.longlong[::1], length=cython.longlong[::1], stored=cython.int[::1],
    one=cython.longlong[::1], other=cython.longlong[::1], larger=cython.longlong[::1],
    full=cython.longlong, most=cython.longlong, keeping=cython.longlong, size=cython.longlong,
    x=cython.longlong, at=cython.longlong, a=cython.longlong, b=cython.longlong,
    end=cython.longlong, merged=cython.longlong, live=cython.longlong, items=cython.longlong,
    n=cython.longlong)
cpdef estimate_reachable(
    const int[::1] start, const int[::1] neighbour, const int[::1] item_start,
    const int[::1] item, const long long[::1] place, long long k)
