using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Imports;
using Personalize.Tests.Support;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Pages;

/// <summary>The states of an import's page.</summary>
public sealed class ImportRunPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task While_loading_it_says_that_it_looks()
    {
        var import = await AddAsync("people.csv");
        _world.Database.Hold();

        Assert.Contains("Looking for it", Open(import).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_can_be_retried()
    {
        var import = await AddAsync("people.csv");
        _world.Database.Break();
        var page = Open(import);
        page.WaitForElement(".pz-problem code");
        _world.Database.Repair();

        await page.InvokeAsync(() => page.Find(".pz-problem button").Click());

        page.WaitForAssertion(() => Assert.Equal("people.csv", page.Find("h1").TextContent));
        Assert.Empty(page.FindAll(".pz-problem"));
    }

    [Fact]
    public async Task A_late_answer_about_the_import_before_is_not_shown_under_this_address()
    {
        var (slow, quick) = (await AddAsync("slow.csv"), await AddAsync("quick.csv"));
        _world.Database.Hold();
        var page = Open(slow);
        var held = _world.Database.LetPass();
        page.Render(parameters => parameters.Add(one => one.Id, quick));
        page.WaitForAssertion(() => Assert.Equal("quick.csv", page.Find("h1").TextContent));

        await page.InvokeAsync(held.SetResult);
        await _world.Pages.Services.GetRequiredService<ImportService>().FindAsync(PersonalizeApp.Tester, slow, Cancellation);
        await page.InvokeAsync(() => Task.Yield());

        Assert.Equal("quick.csv", page.Find("h1").TextContent);
    }

    private IRenderedComponent<ImportRunPage> Open(Guid import) =>
        _world.Pages.Render<ImportRunPage>(parameters => parameters.Add(page => page.Id, import));

    private async Task<Guid> AddAsync(string name)
    {
        await using var db = await _world.Pages.Services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContextAsync(Cancellation);
        var import = new Personalize.Data.Imports.Import
        {
            Id = Guid.CreateVersion7(),
            FileName = name,
            ContentHash = name,
            Kind = ImportKind.Users,
            State = ImportState.Succeeded,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(Cancellation);
        return import.Id;
    }
}
