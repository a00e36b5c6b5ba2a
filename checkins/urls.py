from django.urls import path

from checkins import house_views, practice_views, report_views, tick_views

ONE = "performances/<int:performance_id>"
urlpatterns = [
    path("house/", house_views.HousePageView.as_view(), name="house"),
    path("practice/", practice_views.PracticeSheetView.as_view(), name="practice-sheet"),
    path(f"{ONE}/door-list.pdf", house_views.DoorListView.as_view(), name="door-list"),
    path(f"{ONE}/ticks/", tick_views.TicksView.as_view(), name="door-ticks"),
    path(f"{ONE}/report/", report_views.ReportPageView.as_view(), name="door-report"),
    path(f"{ONE}/report.csv", report_views.ReportTableView.as_view(), name="door-report-csv"),
    path(f"{ONE}/report.pdf", report_views.ReportPaperView.as_view(), name="door-report-pdf"),
]
