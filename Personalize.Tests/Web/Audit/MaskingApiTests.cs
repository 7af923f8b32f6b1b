using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;

namespace Personalize.Tests.Web.Audit;

/// <summary>What each role reads of a customer through the API.</summary>
public sealed class MaskingApiTests : IAsyncDisposable
{
    private const string Personal = ""","age":34,"gender":"F","social_media_activity":"high","interests":["tea"]""";
    private readonly PersonalizeApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(AccountRole.Operator)]
    [InlineData(AccountRole.Analyst)]
    public async Task Without_the_right_personal_fields_are_null_and_named(AccountRole role)
    {
        var id = await _app.CreateClient().AddUserAsync("C1", Personal);
        var client = _app.CreateClient(role);

        var one = await client.SendAsync("GET", $"/api/users/{id}");
        var all = await client.SendAsync("GET", "/api/users");

        foreach (var user in new[] { one.Body!, all.Body![0]! })
        {
            Assert.All((string[])["age", "gender", "social_media_activity"], field => Assert.Null(user[field]));
            ApiClient.AssertJson("""["age","gender","social_media_activity"]""", user["masked_fields"]);
            ApiClient.AssertJson("""["tea"]""", user["interests"]);
        }
    }

    [Fact]
    public async Task An_admin_reads_everything_and_nothing_is_named()
    {
        var client = _app.CreateClient();
        var id = await client.AddUserAsync("C1", Personal);

        var user = (await client.SendAsync("GET", $"/api/users/{id}")).Body!;

        Assert.Equal((34, "F", "high"), ((int)user["age"]!, (string?)user["gender"], (string?)user["social_media_activity"]));
        Assert.False(user.AsObject().ContainsKey("masked_fields"));
    }

    [Theory]
    [InlineData(AccountRole.Operator)]
    [InlineData(AccountRole.Analyst)]
    public async Task The_api_takes_no_filter_or_order_by_what_is_hidden(AccountRole role)
    {
        foreach (var query in (string[])["?gender=F", "?age=34", "?sort=age", "?social_media_activity=high"])
            Assert.Equal(HttpStatusCode.BadRequest, (await _app.CreateClient(role).SendAsync("GET", "/api/users" + query)).Status);
    }

    [Fact]
    public async Task Every_change_through_the_api_is_written_down_with_the_trace_of_its_request()
    {
        var client = _app.CreateClient();
        var id = await client.AddUserAsync("C1", Personal);
        var changed = await client.SendAsync("PUT", $"/api/users/{id}", """{"age":35}""");
        var deleted = await client.SendAsync("DELETE", $"/api/users/{id}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (changed.Status, deleted.Status));
        var lines = await _app.Get<Personalize.Data.Audit.AuditTrail>().PageAsync(
            PersonalizeApp.Tester, new() { SubjectKind = "customer", SubjectId = $"{id}" }, before: null, 10, TestContext.Current.CancellationToken);
        Assert.Equal(["customer.delete", "customer.update", "customer.create"], lines.Select(line => line.Entry.Action));
        Assert.All(lines, line => Assert.Equal((ActorKind.ApiKey, ActionSource.Api), (line.Entry.ActorKind, line.Entry.Source)));
        Assert.All(lines, line => Assert.Equal(32, line.Entry.RequestId!.Length));
        Assert.Equal(3, lines.Select(line => line.Entry.RequestId).Distinct().Count());
        Assert.All(lines, line => Assert.StartsWith("Tests as Admin", line.ActorName, StringComparison.Ordinal));
    }
}
