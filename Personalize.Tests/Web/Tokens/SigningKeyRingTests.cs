using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Tests.Support;
using Personalize.Web.Tokens;

namespace Personalize.Tests.Web.Tokens;

public sealed class SigningKeyRingTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_sign_with_the_same_pair_and_know_each_others()
    {
        await EmptyAsync();
        using var one = Ring(_protection);
        using var other = Ring(_protection);

        var first = await one.SignerAsync(Cancel);

        Assert.Equal(first.KeyId, (await other.SignerAsync(Cancel)).KeyId);
        Assert.NotNull(await other.VerifierAsync(first.KeyId, Cancel));
    }

    [Fact]
    public async Task Of_many_that_ask_first_only_one_makes_a_pair()
    {
        await EmptyAsync();
        using var ring = Ring(_protection);

        var signers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ring.SignerAsync(Cancel).AsTask()));

        Assert.Single(signers.Select(signer => signer.KeyId).Distinct());
    }

    [Fact]
    public async Task After_90_days_a_new_pair_signs_and_the_old_one_still_verifies_for_a_day()
    {
        await EmptyAsync();
        using var ring = Ring(_protection);
        var old = (await ring.SignerAsync(Cancel)).KeyId;

        _clock.Advance(SigningKeyRing.Rotation - TimeSpan.FromSeconds(1));
        Assert.Equal(old, (await ring.SignerAsync(Cancel)).KeyId);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(old, (await ring.SignerAsync(Cancel)).KeyId);
        Assert.NotNull(await ring.VerifierAsync(old, Cancel));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await ring.VerifierAsync(old, Cancel));
    }

    [Fact]
    public async Task A_pair_that_cannot_be_unsealed_any_more_is_replaced()
    {
        await EmptyAsync();
        using var before = Ring(_protection);
        var old = (await before.SignerAsync(Cancel)).KeyId;
        using var after = Ring(new EphemeralDataProtectionProvider());

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.NotEqual(old, (await after.SignerAsync(Cancel)).KeyId);
    }

    [Fact]
    public async Task Names_of_keys_that_nobody_has_are_looked_up_together_and_once_a_second()
    {
        await EmptyAsync();
        using var databases = new CountedDatabases(app.Get<IDbContextFactory<PersonalizeDb>>());
        using var ring = new SigningKeyRing(databases, _protection, _clock);

        var many = Enumerable.Range(0, 16).Select(number => ring.VerifierAsync($"made-up-{number}", Cancel).AsTask()).ToList();
        databases.LetPass();
        Assert.All(await Task.WhenAll(many), Assert.Null);
        Assert.Equal(1, databases.Count);

        _clock.Advance(TimeSpan.FromMilliseconds(999));
        await ring.VerifierAsync("made-up", Cancel);
        Assert.Equal(1, databases.Count);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await ring.VerifierAsync("made-up", Cancel);
        Assert.Equal(2, databases.Count);
    }

    [Fact]
    public async Task The_private_key_is_not_stored_as_it_is()
    {
        await EmptyAsync();
        using var ring = Ring(_protection);
        var key = (await ring.SignerAsync(Cancel)).ECDsa.ExportPkcs8PrivateKey();

        await using var db = await app.OpenDatabaseAsync();
        var row = await db.SigningKeys.SingleAsync(Cancel);
        Assert.Equal(-1, row.SealedPrivateKey.AsSpan().IndexOf(key.AsSpan(key.Length / 4, key.Length / 4)));
    }

    private SigningKeyRing Ring(IDataProtectionProvider protection) =>
        new(app.Get<IDbContextFactory<PersonalizeDb>>(), protection, _clock);

    private async Task EmptyAsync()
    {
        await using var db = await app.OpenDatabaseAsync();
        await db.SigningKeys.ExecuteDeleteAsync(Cancel);
    }

    /// <summary>Counts who comes, and holds up all of them until they are let pass.</summary>
    private sealed class CountedDatabases(IDbContextFactory<PersonalizeDb> inner) : IDbContextFactory<PersonalizeDb>, IDisposable
    {
        private readonly SemaphoreSlim _gate = new(0);
        private int _count;

        public int Count => _count;

        public void LetPass() => _gate.Release(1000);

        public PersonalizeDb CreateDbContext() => throw new NotSupportedException("Databases are opened asynchronously.");

        public async Task<PersonalizeDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            await _gate.WaitAsync(cancellationToken);
            return await inner.CreateDbContextAsync(cancellationToken);
        }

        public void Dispose() => _gate.Dispose();
    }
}
