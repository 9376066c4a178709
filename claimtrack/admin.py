"""What Django's admin is called here."""

from django.contrib import admin

admin.site.site_header = "claimtrack administration"
admin.site.site_title = "claimtrack"
admin.site.index_title = "Users and tables"
