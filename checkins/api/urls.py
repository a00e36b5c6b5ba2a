from django.urls import path

from checkins.api import house_views, phone_views, practice_views, views

urlpatterns = [
    path("", views.CheckInCreateView.as_view()),
    path("preview/", views.PreviewView.as_view()),
    path("<int:check_in_id>/undo/", views.UndoView.as_view()),
    path("practice/", practice_views.PracticeView.as_view()),
    path("performances/", views.DoorPerformanceListView.as_view()),
    path("performances/<int:performance_id>/", views.DoorPerformanceDetailView.as_view()),
    path("performances/<int:performance_id>/walk-ups/", views.WalkUpCreateView.as_view()),
    path("performances/<int:performance_id>/list/", phone_views.PhoneListView.as_view()),
    path("performances/<int:performance_id>/state/", phone_views.PhoneStateView.as_view()),
    path("performances/<int:performance_id>/sync/", phone_views.SyncView.as_view()),
    path("performances/<int:performance_id>/house-clear/", house_views.HouseClearView.as_view()),
    path("performances/<int:performance_id>/release/", house_views.ReleaseView.as_view()),
    path("performances/<int:performance_id>/release/undo/", house_views.TakeBackView.as_view()),
]
