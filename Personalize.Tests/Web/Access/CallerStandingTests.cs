using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;
using Personalize.Web.Tokens;

namespace Personalize.Tests.Web.Access;

/// <summary>How long a connection may stay that was opened with a key, a token or a cookie.</summary>
public sealed class CallerStandingTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly PersonalizeApp _app;

    public CallerStandingTests() => _app = new() { Clock = _clock };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task With_an_access_token_until_the_token_ends_though_its_session_goes_on()
    {
        var account = await _app.AddAccountAsync(AccountRole.Operator);
        using var stranger = _app.CreateStranger();
        var token = (await stranger.SignInAsync(account.Email!)).Access();
        var caller = new ClaimsPrincipal((await _app.Get<AccessTokens>().ReadAsync(token, Cancel))!);

        Assert.True(await HoldsAsync(caller));
        _clock.Advance(AccessTokens.Lifetime);

        Assert.False(await HoldsAsync(caller));
        Assert.True(await _app.Get<Standing>().HoldsAsync(caller, Cancel));
    }

    [Fact]
    public async Task With_a_key_until_it_expires_or_is_revoked()
    {
        var (expiring, revoked) = (await KeyAsync("expiring", TimeSpan.FromDays(2)), await KeyAsync("revoked", TimeSpan.FromDays(2)));

        Assert.True(await HoldsAsync(CallerOf(expiring)));
        Assert.True(await HoldsAsync(CallerOf(revoked)));
        await _app.Get<ApiKeyIssuer>().RevokeAsync(PersonalizeApp.Tester, revoked.Id, Cancel);
        Assert.False(await HoldsAsync(CallerOf(revoked)));
        Assert.True(await HoldsAsync(CallerOf(expiring)));
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.False(await HoldsAsync(CallerOf(expiring)));
    }

    [Fact]
    public async Task With_a_cookie_as_long_as_the_pages_of_its_session()
    {
        var caller = await _app.PrincipalAsync(AccountRole.Operator);

        Assert.True(await HoldsAsync(caller));
        _clock.Advance(TimeSpan.FromMinutes(31));

        Assert.False(await HoldsAsync(caller));
    }

    private async Task<ApiKey> KeyAsync(string name, TimeSpan lifetime) => Assert.IsType<KeyIssue.Issued>(
        await _app.Get<ApiKeyIssuer>().IssueAsync(PersonalizeApp.Tester, new NewApiKey(name, AccountRole.Operator, [], lifetime), Cancel)).Key;

    private static ClaimsPrincipal CallerOf(ApiKey key) => new(new ClaimsIdentity([new Claim(ActorClaims.KeyPrefix, key.Prefix)], "Test"));

    private ValueTask<bool> HoldsAsync(ClaimsPrincipal caller) => _app.Get<CallerStanding>().HoldsAsync(caller, Cancel);
}
