using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
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

    [Fact]
    public async Task An_analyst_sees_which_rows_of_somebody_elses_file_were_refused_and_no_personal_cell()
    {
        await using var world = new PageWorld(AccountRole.Analyst);
        var import = await AddAsync(world, "people.csv");
        await using (var db = await world.Pages.Services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContextAsync(Cancellation))
        {
            db.ImportReasonCounts.Add(new() { ImportId = import, Code = "age_range", Message = "Too old", Count = 1 });
            db.ImportRejections.Add(new() { ImportId = import, Row = 7, Column = "Age", Code = "age_range", Message = "Too old", Value = "151" });
            await db.SaveChangesAsync(Cancellation);
        }

        var page = world.Pages.Render<ImportRunPage>(parameters => parameters.Add(one => one.Id, import));

        page.WaitForElement(".pz-rejections [data-masked]");
        Assert.DoesNotContain("151", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ImportRunPage> Open(Guid import) =>
        _world.Pages.Render<ImportRunPage>(parameters => parameters.Add(page => page.Id, import));

    private Task<Guid> AddAsync(string name) => AddAsync(_world, name);

    private static async Task<Guid> AddAsync(PageWorld world, string name)
    {
        await using var db = await world.Pages.Services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContextAsync(Cancellation);
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
