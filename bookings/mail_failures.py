"""Why a mail did not go out, in words for the staff, from what the outbox keeps: its kind and SMTP code."""

from django.utils.translation import gettext as _

UNREACHABLE = {
    *("ConnectionRefusedError", "ConnectionResetError", "ConnectionAbortedError", "BrokenPipeError", "OSError"),
    *(
        "gaierror",
        "SMTPConnectError",
        "SMTPServerDisconnected",
        "SMTPHeloError",
        "SSLError",
        "SSLCertVerificationError",
    ),
}
NO_ANSWER = {"DeliveryTimedOut", "TimeoutError"}
FOR_GOOD = 500  # SMTP: from here on the server will never take it, below it may later
TOO_LARGE_OR_UNWANTED = {552, 554}


def words_of_failure(last_error: str) -> str:
    """What has happened and what can be done; empty for a mail that never failed."""
    kind, _space, digits = last_error.partition(" ")
    code = int(digits) if digits.isdecimal() else 0
    if not kind:
        return ""
    if kind == "NobodyToWriteTo":
        return _("There is no address to write to. Enter the company's address in the settings, and send it again.")
    if kind in NO_ANSWER:
        return _("The mail server gave no answer in time.")
    if kind in UNREACHABLE:
        return _("The mail server could not be reached. When it is back, send again.")
    if kind == "SMTPAuthenticationError":
        return _("The mail server does not accept our user name and password. Tell whoever runs the site.")
    if kind == "SMTPSenderRefused":
        return _("The mail server does not accept our own address as a sender. Tell whoever runs the site.")
    return _of_the_recipient(kind, code)


def _of_the_recipient(kind: str, code: int) -> str:
    if kind == "SMTPRecipientsRefused" and code < FOR_GOOD:
        return _("The recipient's mail server asks to try later. It may be that their mailbox is full.")
    if kind == "SMTPRecipientsRefused":
        return _("The address does not exist or takes no mail. Call, correct the address, and it goes out anew.")
    if kind in {"SMTPDataError", "SMTPResponseException"} and code in TOO_LARGE_OR_UNWANTED:
        return _("The recipient's mail server took it for unwanted or too large. Call instead.")
    if kind in {"SMTPDataError", "SMTPResponseException"}:
        return _("The mail server did not take the text of the mail.")
    return _("Something else went wrong (%(kind)s). Send again, and tell whoever runs the site if it stays so.") % {
        "kind": kind
    }
