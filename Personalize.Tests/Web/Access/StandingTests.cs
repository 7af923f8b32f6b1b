using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Sqlite;
using Personalize.Tests.Support;
using Personalize.Web.Access;

namespace Personalize.Tests.Web.Access;

public sealed class StandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_read_before_a_change_is_not_remembered_after_it()
    {
        var afterReading = new AfterReading("AccountSessions");
        await using var app = new PersonalizeApp
        {
            Configure = services => services.ConfigureDbContext<SqlitePersonalizeDb>(options => options.AddInterceptors(afterReading)),
        };
        var person = await app.PrincipalAsync(AccountRole.Admin);
        var account = ActorClaims.IdOf(person)!.Value;
        var standing = app.Get<Standing>();
        afterReading.Do = async () =>
        {
            await using var db = await app.OpenDatabaseAsync();
            (await db.Accounts.SingleAsync(row => row.Id == account, Cancel)).DisabledAt = DateTimeOffset.UnixEpoch;
            await db.SaveChangesAsync(Cancel);
            standing.Forget(account);
        };

        Assert.True(await standing.HoldsAsync(person, Cancel));

        Assert.Null(afterReading.Do);
        Assert.False(await standing.HoldsAsync(person, Cancel));
    }

    [Fact]
    public async Task While_the_database_is_away_its_last_answer_holds_for_ten_minutes_and_for_known_sessions_only()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var away = new Away();
        await using var app = new PersonalizeApp
        {
            Configure = services => services.ConfigureDbContext<SqlitePersonalizeDb>(options => options.AddInterceptors(away)),
        };
        var (known, unknown) = (await app.PrincipalAsync(AccountRole.Admin), await app.PrincipalAsync(AccountRole.Admin));
        var standing = new Standing(
            app.Get<IDbContextFactory<PersonalizeDb>>(), app.Get<SessionLimits>(), clock, NullLogger<Standing>.Instance);
        Assert.True(await standing.HoldsAsync(known, Cancel));
        away.Is = true;

        clock.Advance(Standing.OutageGrace - TimeSpan.FromSeconds(1));
        Assert.True(await standing.HoldsAsync(known, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(async () => await standing.HoldsAsync(unknown, Cancel));
        clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<Exception>(async () => await standing.HoldsAsync(known, Cancel));
    }

    /// <summary>A database that does not answer.</summary>
    private sealed class Away : DbCommandInterceptor
    {
        public bool Is { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            Is ? throw new SqliteException("unable to open database file", 14) : new(result);
    }

    /// <summary>Does something once, between the reading of a table and the use of what was read.</summary>
    private sealed class AfterReading(string table) : DbCommandInterceptor
    {
        public Func<Task>? Do { get; set; }

        public override async ValueTask<InterceptionResult> DataReaderClosingAsync(
            DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            if (Do is { } work && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && command.CommandText.Contains(table, StringComparison.Ordinal))
            {
                Do = null;
                await work();
            }

            return result;
        }
    }
}
