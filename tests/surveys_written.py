"""What the tests of survey tools share: a staff list, and a workbook of sheets."""

import xlsxwriter

STAFF = (
    "id,name,unit,email\ns017,Ana Ruiz,ICU,ana.ruiz@example.org\ns021,Ben Ode,ICU,ben.ode@example.org\n"
    "s032,Cia Kay,Ward 3,cia.kay@example.org\ns040,Dan Lowe,Ward 3,dan.lowe@example.org\n"
)


def book(path, **sheets):
    """Write a workbook with the rows of each sheet."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path
