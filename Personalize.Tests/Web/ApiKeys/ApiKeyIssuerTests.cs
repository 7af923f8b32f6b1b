using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.ApiKeys;

namespace Personalize.Tests.Web.ApiKeys;

public sealed class ApiKeyIssuerTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static readonly Actor Server = Actor.System(ActionSource.Command);
    private static readonly NewApiKey Good = new("Shop", AccountRole.Analyst, [], TimeSpan.FromDays(30));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiKeyIssuer Issuer => app.Get<ApiKeyIssuer>();

    public static TheoryData<string, string> Bad => new()
    {
        { "", "name" },
        { "   ", "name" },
        { "line\nbreak", "name" },
        { "half \ud800", "name" },
        { new string('x', ApiKey.NameMaxLength + 1), "name" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_name_is_refused(string name, string field) =>
        Assert.Contains(field, Errors(await Issuer.IssueAsync(Server, Good with { Name = name }, Cancel)).Keys);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(731)]
    public async Task A_lifetime_out_of_range_is_refused(int days) => Assert.Contains(
        "1 to 730", Errors(await Issuer.IssueAsync(Server, Good with { Lifetime = TimeSpan.FromDays(days) }, Cancel))["lifetime"].Single(), StringComparison.Ordinal);

    [Fact]
    public async Task A_scope_beyond_the_role_is_refused()
    {
        var errors = Errors(await Issuer.IssueAsync(Server, Good with { Scopes = [Right.SendActivities, Right.EditCustomers] }, Cancel));

        Assert.Contains("does not have EditCustomers", errors["scopes"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_key_is_revoked()
    {
        var wish = Good with { Name = "Only one" };
        var first = Assert.IsType<KeyIssue.Issued>(await Issuer.IssueAsync(Server, wish, Cancel));

        Assert.Contains("Only one", Errors(await Issuer.IssueAsync(Server, wish with { Name = " Only one " }, Cancel))["name"].Single(), StringComparison.Ordinal);
        Assert.True(await Issuer.RevokeAsync(Server, first.Key.Id, Cancel));
        Assert.IsType<KeyIssue.Issued>(await Issuer.IssueAsync(Server, wish, Cancel));
    }

    [Fact]
    public async Task Of_many_that_want_one_name_at_once_one_gets_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Issuer.IssueAsync(Server, Good with { Name = "Contested" }, Cancel)));

        Assert.Single(results.OfType<KeyIssue.Issued>());
        Assert.Equal(7, results.OfType<KeyIssue.Invalid>().Count());
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_revoked_once()
    {
        var issued = Assert.IsType<KeyIssue.Issued>(await Issuer.IssueAsync(Server, Good with { Name = "Short lived" }, Cancel));
        using var client = app.CreateStranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", issued.Secret);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("GET", "/api/users")).Status);

        Assert.True(await Issuer.RevokeAsync(Server, issued.Key.Id, Cancel));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync("GET", "/api/users")).Status);
        Assert.False(await Issuer.RevokeAsync(Server, issued.Key.Id, Cancel));
    }

    [Fact]
    public async Task Only_who_may_manage_keys_issues_lists_and_revokes()
    {
        var analyst = new Actor(ActorKind.Account, 1, RoleRights.Of(AccountRole.Analyst), ActionSource.Page, null);

        await Assert.ThrowsAsync<RightMissingException>(() => Issuer.IssueAsync(analyst, Good, Cancel));
        await Assert.ThrowsAsync<RightMissingException>(() => Issuer.ListAsync(analyst, Cancel));
        await Assert.ThrowsAsync<RightMissingException>(() => Issuer.RevokeAsync(analyst, 1, Cancel));
    }

    private static IReadOnlyDictionary<string, string[]> Errors(KeyIssue issue) => Assert.IsType<KeyIssue.Invalid>(issue).Errors;
}
