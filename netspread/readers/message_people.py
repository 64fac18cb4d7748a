"""Message people: who is told apart by which address, and which addresses are no people, as queries.

A robot is known by its address. A mailing list is known by its address, or by a word for many people in one that
never wrote: who is called Mina Team writes now and then.
"""

import re
from collections.abc import Iterator

from netspread.readers.reader import ReadOptions

_ROBOT = (
    r"(^|[^a-z])(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?|auto-?reply|listserv|"
    r"majordomo|microsoftexchange[0-9a-f]{32})([^a-z]|$)"
)
#: A list, whether it writes or not.
_LIST = (
    r"^(all|everyone|everybody|all-?staff|dl|list)([-._][^@]*)?@|[-._](all|list|announce|dl)@|"
    r"@(lists?|groups|googlegroups)\."
)
#: A list, if it never writes.
_MANY = (
    r"^([^@]*[-._])?(team|staff|group|department|dept|committee|board|members|subscribers|users|discuss(ion)?|devel|"
    r"announcements?|everyone|nurses|doctors|physicians|consultants|managers|residents|students|faculty|alumni|"
    r"verteiler|alle|mitarbeiter)([-._0-9][^@]*)?@|-l@"
)

#: ``address``: what people are told apart by. Of ``Ana <a@x>`` the address, of ``a+news@x`` the mailbox, in lower case;
#: what is no address (an id, a name) keeps its case. Most cells are plain, so the costly steps are asked for first.
#: ``listed``: a list of addresses parted by commas, parted by semicolons; in ``Ruiz, Ana <a@x>`` the comma stays.
MACROS = r"""
create or replace temp macro bare(cell) as
    trim(case when contains(cell, '<') then regexp_replace(cell, '^.*<\s*([^<>]+?)\s*>.*$', '\1', 's') else cell end,
         chr(9) || chr(10) || chr(13) || chr(160) || ' ''"');
create or replace temp macro folded(name) as
    case when not contains(name, '@') then nullif(name, '')
         when contains(name, '+') or contains(name, ':')
         then regexp_replace(regexp_replace(lower(name), '^(smtp|mailto):', ''), '^([^+@]+)\+[^@]*@', '\1@')
         else lower(name) end;
create or replace temp macro address(cell) as folded(bare(cell));
create or replace temp macro listed(cell) as
    case when contains(cell, ',') and contains(cell, '@')
         then regexp_replace(cell, '(>|@[^\s,;<>"]+)\s*,', '\1;', 'g') else cell end;
"""


def people(options: ReadOptions, mark: str, writers: str) -> Iterator[tuple[str, str]]:
    """Give each address a number in the order of the alphabet, and say what speaks against it.

    *writers* is a query of the addresses of more people who wrote; empty if there are none.
    """
    yield (
        "sender",
        "select ego as raw, address(ego) as address from (select distinct ego from letter where ego is not null)",
    )
    yield (
        "cell",
        f"""select recipients as raw, {_parted(mark)} as addresses
        from (select distinct recipients from letter where recipients is not null)""",
    )
    yield "tagged", _tagged(mark)
    more = f" union {writers}" if writers else ""
    yield "writer", f"select address from (select address from sender{more}) where address is not null group by address"
    yield (
        "person",
        f"""select (row_number() over (order by address) - 1)::int as code, address, {_fault(options)} as fault from (
        select address from sender where address is not null
        union select unnest(addresses) as address from cell)""",
    )
    yield (
        "numbered",
        "select raw, sender.address, code, fault from sender join person on sender.address = person.address",
    )
    yield (
        "single",
        """select raw, code from cell join person on cell.addresses[1] = person.address
        where len(addresses) = 1""",
    )
    yield "several", "select raw, addresses from cell where len(addresses) > 1"


def _fault(options: ReadOptions) -> str:
    """Return the expression for what speaks against an ``address``, so that its messages do not count; else null."""
    faults = []
    if options.lists:
        named = ", ".join(f"address('{_quoted(name)}')" for name in options.lists)
        faults.append(f"when address in ({named}) then 'list'")
    if not options.keep_automatic:
        faults.append(f"when regexp_matches(address, '{_ROBOT}') then 'automatic'")
        faults.append(f"when {is_list('address', 'address', 'select address from writer')} then 'list'")
    if options.own_domains:
        own = "|".join(re.escape(domain.lower()) for domain in options.own_domains)
        faults.append(f"when contains(address, '@') and not regexp_matches(address, '[@.]({own})$') then 'outside'")
    return f"case {' '.join(faults)} end" if faults else "null::text"


def is_list(person: str, address: str, writers: str) -> str:
    """Return the expression for whether *address* is a mailing list; *writers* gives the *person* of each who wrote."""
    never = f"{person} not in ({writers})"
    return f"(regexp_matches({address}, '{_LIST}') or (regexp_matches({address}, '{_MANY}') and {never}))"


def _tagged(mark: str) -> str:
    """Return the query of the different addresses such as ``ann+list@x`` that were taken as ``ann@x``."""
    cells = f"unnest(string_split_regex(listed(raw), '{_quoted(mark)}'))" if mark else "raw"
    return f"""select count(distinct name) as n from (select lower(bare(raw)) as name from (
        select raw from sender where contains(raw, '+')
        union all select {cells} as raw from cell where contains(raw, '+')))
        where regexp_matches(name, '^[^+@]+\\+[^@]*@')"""


def _quoted(mark: str) -> str:
    return mark.replace("'", "''")


def _parted(mark: str) -> str:
    """Return the expression for the different addresses in the cell ``recipients``."""
    one = "case when address(recipients) is null then [] else [address(recipients)] end"
    if not mark:
        return one
    pattern = _quoted(mark)
    return f"""case when regexp_matches(listed(recipients), '{pattern}')
        then list_distinct(list_filter(list_transform(string_split_regex(listed(recipients), '{pattern}'),
                           lambda part: address(part)), lambda name: name is not null))
        else {one} end"""
