using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.ApiKeys;

namespace Personalize.Tests.Web.Pages;

/// <summary>The states of the page of API keys; that its keys open the API is shown in a browser.</summary>
public sealed class ApiKeysPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void While_loading_it_is_busy_and_shows_skeletons()
    {
        _world.Database.Hold();

        Assert.NotEmpty(Open().FindAll("[aria-busy=true] .pz-skeleton"));
    }

    [Fact]
    public void Without_keys_it_says_what_they_are_for()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No key yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task Keys_are_listed_with_what_they_may_do()
    {
        await IssueAsync("Shop front", Right.SendActivities);
        await IssueAsync("Reports");

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal(["Reports", "Shop front"], page.FindAll("tbody td:first-child").Select(cell => cell.TextContent));
        Assert.Contains("all its rights", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("only send activities", page.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("tbody tr"), row => Assert.Contains("Never used", row.InnerHtml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_names_the_problem_and_can_be_retried()
    {
        await IssueAsync("Shop front");
        _world.Database.Break();
        var page = Open();
        page.WaitForElement(".pz-problem code");
        Assert.DoesNotContain("The test has broken", page.Markup, StringComparison.Ordinal);
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_leaves_what_was_typed()
    {
        var page = Open();
        await BeginAsync(page);
        await page.InvokeAsync(() => page.Find("#key-name").Change("Shop front"));
        _world.Database.Break();

        await page.InvokeAsync(() => page.Find("form").Submit());

        page.WaitForAssertion(() => Assert.Contains("The key could not be made. Your entries are kept", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Shop front", page.Find("#key-name").GetAttribute("value"));
        Assert.False(page.Find("form button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_is_wrong_is_tied_to_its_field()
    {
        var page = Open();
        await BeginAsync(page);
        Assert.Null(page.Find("#key-name").GetAttribute("aria-describedby"));

        await page.InvokeAsync(() => page.Find("form").Submit());

        page.WaitForElement("#key-name-error");
        Assert.Equal("key-name-error", page.Find("#key-name").GetAttribute("aria-describedby"));
        Assert.Equal("true", page.Find("#key-name").GetAttribute("aria-invalid"));
        Assert.Null(page.Find("#key-days").GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task A_key_that_cannot_be_revoked_stays_and_the_problem_is_told()
    {
        await IssueAsync("Shop front");
        var page = Open();
        page.WaitForElement("tbody button");
        await page.InvokeAsync(() => page.Find("tbody button").Click());
        _world.Database.Break();

        await page.InvokeAsync(() => page.Find("tbody button").Click());

        page.WaitForElement(".pz-problem code");
        Assert.Contains("Shop front", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    private static async Task BeginAsync(IRenderedComponent<ApiKeysPage> page)
    {
        page.WaitForAssertion(() => Assert.Contains("No key yet", page.Markup, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "New key").Click());
        page.WaitForElement("#key-name");
    }

    private IRenderedComponent<ApiKeysPage> Open() => _world.Pages.Render<ApiKeysPage>();

    private async Task IssueAsync(string name, params Right[] scopes) => Assert.IsType<KeyIssue.Issued>(
        await _world.Pages.Services.GetRequiredService<ApiKeyIssuer>().IssueAsync(
            PersonalizeApp.Tester, new NewApiKey(name, AccountRole.Analyst, scopes, ApiKeyIssuer.DefaultLifetime), Cancellation));
}
