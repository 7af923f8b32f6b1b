using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Personalize.Data;

/// <summary>How .NET types become columns, for every table alike.</summary>
internal static class Conventions
{
    private const int EnumMaxLength = 32;

    public static void Apply(ModelConfigurationBuilder model)
    {
        model.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        model.Properties<Enum>().HaveConversion<string>().HaveMaxLength(EnumMaxLength);
    }

    /// <summary>SQLite ignores declared lengths, so each becomes a check that holds there too.</summary>
    public static void CheckLengths(ModelBuilder model)
    {
        foreach (var table in model.Model.GetEntityTypes())
        {
            foreach (var property in table.GetProperties())
            {
                if (property.ClrType != typeof(string) || property.GetMaxLength() is not { } length) continue;
                var column = property.GetColumnName();
                table.AddCheckConstraint(
                    $"CK_{table.GetTableName()}_{column}_Length", $"length(\"{column}\") <= {length}");
            }
        }
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => Instant.ToStored(instant), stored => Instant.FromStored(stored));
}

/// <summary>Points in time as both databases keep them: UTC, whole microseconds.</summary>
internal static class Instant
{
    /// <summary>Cut to microseconds, because PostgreSQL keeps no more and both must give back the same.</summary>
    public static DateTime ToStored(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    public static DateTimeOffset FromStored(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}
