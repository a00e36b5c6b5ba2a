"""The addresses of the figures in Wagtail's admin."""

from django.urls import URLPattern, path

from bookings import cash_views, sales_views, season_views

BOX = "box-office"
SHEET = f"{BOX}/performances/<int:performance_id>/cash-sheet"


def admin_urls() -> list[URLPattern]:
    return [
        path(f"{SHEET}/", cash_views.cash_sheet_page, name="cash-sheet"),
        path(f"{SHEET}/<str:ending>/", cash_views.cash_sheet_file, name="cash-sheet-file"),
        path(f"{BOX}/seasons/", season_views.season_page, name="seasons"),
        path(f"{BOX}/seasons/<str:ending>/", season_views.season_file, name="seasons-file"),
        path(f"{BOX}/reports/", sales_views.sales_reports, name="sales-reports"),
    ]
