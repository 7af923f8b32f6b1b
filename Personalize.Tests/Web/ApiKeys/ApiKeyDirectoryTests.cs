using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;

namespace Personalize.Tests.Web.ApiKeys;

public sealed class ApiKeyDirectoryTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly PersonalizeApp _app;

    public ApiKeyDirectoryTests() => _app = new() { Clock = _clock, Configure = EndedReads.Install };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiKeyDirectory Directory => _app.Get<ApiKeyDirectory>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var secret = _app.KeyOf(AccountRole.Operator);
        await Directory.FindAsync(secret, Cancel);
        var first = await LastUsedAsync(secret);

        _clock.Advance(TimeSpan.FromSeconds(59));
        await Directory.FindAsync(secret, Cancel);
        Assert.Equal(first, await LastUsedAsync(secret));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Directory.FindAsync(secret, Cancel);

        Assert.Equal(first!.Value.AddMinutes(1), (await LastUsedAsync(secret))!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_key_whose_use_cannot_be_written_down_is_let_in_all_the_same()
    {
        var secret = _app.KeyOf(AccountRole.Operator);
        await Directory.FindAsync(secret, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(40));
        await Directory.FindAsync(secret, Cancel);

        // The row is remembered still, and its last use is a minute ago.
        _clock.Advance(TimeSpan.FromSeconds(20));
        await using (var db = await _app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync(
                """CREATE TRIGGER "NoUse" BEFORE UPDATE ON "ApiKeys" BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END""", Cancel);
        }

        Assert.IsType<KeyProof.Right>(await Directory.FindAsync(secret, Cancel));
    }

    [Fact]
    public async Task A_key_that_is_revoked_while_its_row_is_read_is_not_remembered()
    {
        var secret = _app.KeyOf(AccountRole.Operator);
        _app.Get<EndedReads>().Next = () =>
        {
            using var db = _app.Get<EndedReads>().CreateDbContext();
            db.ApiKeys.Where(key => key.Prefix == ApiKeySecret.PrefixOf(secret)).ExecuteUpdate(
                row => row.SetProperty(key => key.RevokedAt, _clock.GetUtcNow()));
            Directory.Forget(ApiKeySecret.PrefixOf(secret)!);
        };
        await Directory.FindAsync(secret, Cancel);

        Assert.IsType<KeyProof.Refused>(await Directory.FindAsync(secret, Cancel));
    }

    [Fact]
    public async Task What_another_server_revoked_is_refused_here_once_the_row_is_read_again()
    {
        var secret = _app.KeyOf(AccountRole.Operator);
        Assert.IsType<KeyProof.Right>(await Directory.FindAsync(secret, Cancel));
        await using (var db = await _app.OpenDatabaseAsync())
            await db.ApiKeys.ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, _clock.GetUtcNow()), Cancel);

        _clock.Advance(Standing.MaxAge);

        Assert.IsType<KeyProof.Refused>(await Directory.FindAsync(secret, Cancel));
    }

    private async Task<DateTimeOffset?> LastUsedAsync(string secret)
    {
        await using var db = await _app.OpenDatabaseAsync();
        return await db.ApiKeys.Where(key => key.Prefix == ApiKeySecret.PrefixOf(secret)).Select(key => key.LastUsedAt).SingleAsync(Cancel);
    }

    /// <summary>Lets a test act at the moment in which a read has its answer and has not returned.</summary>
    private sealed class EndedReads(IDbContextFactory<PersonalizeDb> inner) : IDbContextFactory<PersonalizeDb>
    {
        public Action? Next { get; set; }

        public static void Install(IServiceCollection services)
        {
            var own = services.Last(service => service.ServiceType == typeof(IDbContextFactory<PersonalizeDb>));
            services.Remove(own);
            services.AddSingleton(provider => new EndedReads(
                (IDbContextFactory<PersonalizeDb>)(own.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!))));
            services.AddSingleton<IDbContextFactory<PersonalizeDb>>(provider => provider.GetRequiredService<EndedReads>());
        }

        public PersonalizeDb CreateDbContext() => inner.CreateDbContext();

        public async Task<PersonalizeDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            var db = await inner.CreateDbContextAsync(cancellationToken);
            if (Next is { } act)
            {
                Next = null;
                db.Database.GetDbConnection().StateChange += (_, change) =>
                {
                    if (change.CurrentState == System.Data.ConnectionState.Closed)
                        act();
                };
            }

            return db;
        }
    }
}
