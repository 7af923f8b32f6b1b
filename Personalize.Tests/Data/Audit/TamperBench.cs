using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Audit;

namespace Personalize.Tests.Data.Audit;

/// <summary>Somebody with full rights on the database, and none of the server's secrets.</summary>
internal sealed class TamperBench(PersonalizeDb db, Random random, int length)
{
    private const string SqliteDisarming =
        """
        DROP TRIGGER IF EXISTS "AuditEntries_NeverChanged";
        DROP TRIGGER IF EXISTS "AuditEntries_NeverDeleted";
        DROP TRIGGER IF EXISTS "AuditEntries_NeverReplaced";
        """;

    private const string PostgresDisarming = """DROP TRIGGER IF EXISTS "AuditEntries_AppendOnly" ON "AuditEntries";""";

    private static readonly string[] Columns =
        ["At", "ActorKind", "ActorId", "Source", "RequestId", "Action", "SubjectKind", "SubjectId", "Changes", "Undoes", "Hash", "Sequence"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static AuditVerifier Verifier(TestDatabase database) => new(
        database.Contexts, database.Services.GetRequiredService<AuditWriter>(), HeadFile(database, "unused"));

    public static AuditHeadFile HeadFile(TestDatabase database, string path) => new(
        database.Contexts, database.Services.GetRequiredService<AuditWriter>(), path);

    /// <summary>The database refuses to change entries, until its owner says otherwise.</summary>
    public static Task DisarmAsync(PersonalizeDb db) =>
        db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? SqliteDisarming : PostgresDisarming, Cancellation);

    /// <returns>What was done, for the message of a test that fails.</returns>
    public async Task<string> TamperAsync()
    {
        await DisarmAsync(db);
        switch (random.Next(6))
        {
            case 0:
            case 1:
                return await EditAsync();
            case 2:
                return await DeleteAsync();
            case 3:
                return await SwapAsync();
            case 4:
                return await CutAsync();
            default:
                return await ForgeAsync();
        }
    }

    private long Place() => random.NextInt64(1, length + 1);

    private async Task<string> EditAsync()
    {
        var (place, column) = (Place(), Columns[random.Next(Columns.Length)]);
        var done = $"edit {column} of {place}";
        var (text, bytes, number) = ($"x{random.Next():x}", new byte[32], random.Next(1000, 9999));
        random.NextBytes(bytes);
        _ = column switch
        {
            "At" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"At\" = {At(number)} WHERE \"Sequence\" = {place}"),
            "ActorKind" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"ActorKind\" = CASE WHEN \"ActorKind\" = 'ApiKey' THEN 'Account' ELSE 'ApiKey' END WHERE \"Sequence\" = {place}"),
            "ActorId" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"ActorId\" = {number} WHERE \"Sequence\" = {place}"),
            "Source" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Source\" = {text} WHERE \"Sequence\" = {place}"),
            "RequestId" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"RequestId\" = {text} WHERE \"Sequence\" = {place}"),
            "Action" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Action\" = {text} WHERE \"Sequence\" = {place}"),
            "SubjectKind" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"SubjectKind\" = {text} WHERE \"Sequence\" = {place}"),
            "SubjectId" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"SubjectId\" = {text} WHERE \"Sequence\" = {place}"),
            "Changes" when random.Next(3) == 0 => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Changes\" = CASE WHEN \"Changes\" IS NULL THEN {bytes} ELSE NULL END WHERE \"Sequence\" = {place}"),
            "Changes" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Changes\" = {bytes} WHERE \"Sequence\" = {place}"),
            "Undoes" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Undoes\" = {number} WHERE \"Sequence\" = {place}"),
            "Hash" => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Hash\" = {bytes} WHERE \"Sequence\" = {place}"),
            _ => await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {(random.Next(2) == 0 ? -place : place + number)} WHERE \"Sequence\" = {place}"),
        };
        return done;
    }

    private async Task<string> DeleteAsync()
    {
        var place = Place();
        await ExecuteAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = {place}");
        if (random.Next(2) == 0) return $"delete {place}";

        // Close the gap, one by one so that no two rows share a number on the way.
        for (var next = place + 1; next <= length; next++)
            await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {next - 1} WHERE \"Sequence\" = {next}");
        return $"delete {place} and close the gap";
    }

    private async Task<string> SwapAsync()
    {
        var one = random.NextInt64(1, length);
        var other = random.Next(2) == 0 ? one + 1 : random.NextInt64(one + 1, length + 1);
        await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = -1 WHERE \"Sequence\" = {one}");
        await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {one} WHERE \"Sequence\" = {other}");
        await ExecuteAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {other} WHERE \"Sequence\" = -1");
        return $"swap {one} and {other}";
    }

    private async Task<string> CutAsync()
    {
        var place = Place();
        await ExecuteAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" >= {place}");
        return $"cut from {place}";
    }

    /// <summary>An entry that looks right, at the end or in place of a true one, with a hash that the forger can compute.</summary>
    private async Task<string> ForgeAsync()
    {
        var place = random.Next(2) == 0 ? length + 1 : Place();
        var source = Place();
        var forged = await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == source, Cancellation);
        var before = await db.AuditEntries.Where(entry => entry.Sequence == place - 1).Select(entry => entry.Hash).FirstOrDefaultAsync(Cancellation);
        (forged.Sequence, forged.Action) = (place, "customer.forged");
        var hash = AuditHash.OfEntry(new byte[32], before ?? AuditHash.Origin, forged);
        await ExecuteAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = {place}");
        await ExecuteAsync(
            $"""
            INSERT INTO "AuditEntries" ("Sequence", "At", "ActorKind", "ActorId", "Source", "RequestId", "Action", "SubjectKind", "SubjectId", "Changes", "Undoes", "Hash")
            SELECT {place}, "At", "ActorKind", "ActorId", "Source", "RequestId", 'customer.forged', "SubjectKind", "SubjectId", "Changes", "Undoes", {hash}
            FROM "AuditEntries" WHERE "Sequence" = {(source == place ? (place == 1 ? 2 : 1) : source)}
            """);
        return $"forge {place} after {source}";
    }

    private static DateTime At(int minutes) =>
        DateTime.Parse("2020-01-01", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).AddMinutes(minutes);

    private Task<int> ExecuteAsync(FormattableString statement) => db.Database.ExecuteSqlAsync(statement, Cancellation);
}
