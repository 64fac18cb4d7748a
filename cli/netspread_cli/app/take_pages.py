"""Take away: the folder that the command writes, as one file, and the command itself."""

import io
import zipfile

from starlette.requests import Request
from starlette.responses import Response

from netspread_cli.app.answer_pages import answered
from netspread_cli.app.commands import shown
from netspread_cli.app.desk import desk_of, there


def take(request: Request) -> Response:
    """Show what can be taken away."""
    desk = desk_of(request)
    study = desk.study(request)
    if study.answer is None:
        return there(study, "answer")
    written = sorted(path.name for path in study.report.iterdir())
    record = study.record
    return desk.page("take", study=study, title=record.title, record=record, written=written, command=shown(record))


def archive(request: Request) -> Response:
    """Give the folder away as one file."""
    study, _ = answered(desk_of(request), request)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(study.report.iterdir()):
            packed.write(path, f"netspread/{path.name}")
    headers = {"content-disposition": 'attachment; filename="netspread.zip"'}
    return Response(held.getvalue(), media_type="application/zip", headers=headers)
