"""Institutions and programmes may have shortlists read without names; institutions did so until now."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bases', '0011_ror'),
    ]

    operations = [
        migrations.AddField(
            model_name='institution',
            name='reads_blind',
            field=models.BooleanField(default=True, help_text='Until both sides agree to meet.', verbose_name='reads shortlists without names'),
        ),
        migrations.AddField(
            model_name='programme',
            name='reads_blind',
            field=models.BooleanField(default=False, help_text='Until both sides agree to meet, whatever the institution chose.', verbose_name='shortlists are read without names'),
        ),
    ]
