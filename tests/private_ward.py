"""What the tests of privacy share: a ward whose people stand in its files by id, name, address and remark."""

import zipfile

import netspread as ns

STAFF = """id,name,email,unit,role,manager,note
zz9q01,Ana Ruizolla,ana.ruiz@ward.example,North,nurse,Bertram Odestrand,
zz9q02,Bertram Odestrand,b.ode@ward.example,North,doctor,,
zz9q03,Cia Morrell,cia@ward.example,North,nurse,Bertram Odestrand,shares a room with Dovric Tammsaar
zz9q04,Dovric Tammsaar,dovric@ward.example,South,nurse,Ana Ruizolla,
zz9q05,Edda Quist,edda@ward.example,South,porter,Ana Ruizolla,
zz9q06,Finn Zoller,finn@ward.example,South,nurse,Ana Ruizolla,
"""


SURVEY = """respondent,advice 1,advice 2,advice 3,advice 4
zz9q01,Bertram Odestrand,Cia Morrell,Dr Dovric Tammsaar
zz9q02,Ana Ruizolla,Dovric Tamsaar,Edda Quist
zz9q03,Ruizolla,the porter,Finn Zoller,Bertram Odestrand
zz9q04,Ana Ruizolla,Bertram Odestrand,
zz9q06,Dovric Tammsaar,Edda Quist,Ana Ruizolla
"""


def texts(folder):
    """Every file of an output folder as text, workbooks unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield path.name, "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def assert_nowhere(folder, words):
    for file, text in texts(folder):
        for word in words:
            assert word.casefold() not in text.casefold(), f"{word} in {file}"


def study(ward, **options):
    return ns.study(ward / "survey.csv", staff=ward / "staff.csv", groups="unit", budget=2, worlds=20, **options)
