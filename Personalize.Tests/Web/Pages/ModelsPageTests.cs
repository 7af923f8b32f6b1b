using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Data.Models;
using Personalize.Engine.Evaluation;
using Personalize.Tests.Support;
using Personalize.Web.Models;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Pages;

public sealed class ModelsPageTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void While_loading_it_shows_skeletons()
    {
        _world.Database.Hold();

        Assert.NotEmpty(Open().FindAll(".pz-skeleton"));
    }

    [Fact]
    public void A_failure_is_shown_with_a_retry_that_works()
    {
        _world.Database.Break();
        var page = Open();
        page.WaitForElement(".pz-problem button");

        _world.Database.Repair();
        page.Find(".pz-problem button").Click();

        page.WaitForState(() => page.FindAll(".pz-problem").Count == 0);
    }

    [Fact]
    public async Task The_leaderboard_ranks_the_models_with_intervals_and_says_which_differences_are_real()
    {
        await _world.TrainAsync();
        var version = await TellAsync(row => row.Trial = TrialJson.Write(Trial));

        _world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo($"/models?version={version}");
        var page = Open();

        var rows = page.WaitForElements("tr[data-model]");
        Assert.Equal(["hybrid", "popularity", "random"], rows.Select(row => row.GetAttribute("data-model")));
        Assert.Contains("0.300", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("0.280 – 0.320", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("−0.100 worse", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("−0.120 to −0.080", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("unsure", rows[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolling_back_asks_first_serves_the_older_models_at_once_and_is_written_down()
    {
        await _world.TrainAsync();
        var models = _world.Pages.Services.GetRequiredService<ModelHolder>();
        var older = models.Current!.Set.Version;
        await _world.AddItemsAsync("Another lamp");
        await _world.TrainAsync();
        var page = Open();

        page.WaitForElement($"[aria-label='Serve version {older}']").Click();
        Assert.NotEqual(older, models.Current!.Set.Version);
        await page.Find($"[aria-label='Yes, serve version {older}']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("serves", page.Find($"tr[data-version='{older}']").TextContent, StringComparison.Ordinal));
        Assert.Equal(older, models.Current.Set.Version);
        await using var db = await OpenDatabaseAsync();
        var entry = await db.AuditEntries.OrderByDescending(row => row.Sequence).FirstAsync(Cancellation);
        Assert.Equal(("model.serve", $"{older}"), (entry.Action, entry.SubjectId));
        Assert.Equal(older, (await _world.Pages.Services.GetRequiredService<IModelWorkshop>().LoadServingAsync(Cancellation))!.Models.Set.Version);
    }

    [Theory]
    [InlineData("cut 2026-03-01", "Recall@10")]
    [InlineData("cut 2026-04-01", "They were measured on other purchases: cut 2026-03-01, 1,234 customers and cut 2026-04-01, 1,234 customers.")]
    public async Task Trainings_are_compared_on_the_same_purchases_and_on_no_others(string split, string expected)
    {
        await using (var db = await OpenDatabaseAsync())
        {
            db.ModelVersions.AddRange(Version(901, Trial), Version(902, Trial with { Split = split }));
            await db.SaveChangesAsync(Cancellation);
        }

        _world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo("/models?version=901&against=902");

        var page = Open();
        page.WaitForAssertion(() => Assert.Contains(expected, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_chance_held_back_is_not_compared()
    {
        await using (var db = await OpenDatabaseAsync())
        {
            var drawn = Trial with { Split = "fold 1 of 10" };
            db.ModelVersions.AddRange(Version(901, drawn), Version(902, drawn));
            await db.SaveChangesAsync(Cancellation);
        }

        _world.Pages.Services.GetRequiredService<NavigationManager>().NavigateTo("/models?version=901&against=902");

        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("drawn by chance", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_interval_of_a_difference_is_as_wide_as_the_squares_of_both_say()
    {
        // 0.30 [0.27, 0.33] less 0.26 [0.22, 0.30]: 0.04 ± √(0.03² + 0.04²) = 0.04 ± 0.05.
        var one = new MetricSummary(ModelTrial.Decisive, 0.30, 0.27, 0.33, 100, 0);
        var other = new MetricSummary(ModelTrial.Decisive, 0.26, 0.22, 0.30, 100, 0);

        var difference = FigureDifference.Between(one, other)!.Value;

        Assert.Equal((0.04, -0.01, 0.09), (Math.Round(difference.Mean, 9), Math.Round(difference.Low95, 9), Math.Round(difference.High95, 9)));
        Assert.Null(FigureDifference.Between(one, other with { Low95 = double.NaN }));
        Assert.Null(FigureDifference.Between(one, null));
    }

    [Fact]
    public async Task What_a_colleague_puts_in_service_is_shown_without_a_reload()
    {
        await _world.TrainAsync();
        var models = _world.Pages.Services.GetRequiredService<ModelHolder>();
        var older = models.Current!.Set.Version;
        await _world.AddItemsAsync("Another lamp");
        await _world.TrainAsync();
        var page = Open();
        page.WaitForElement($"[aria-label='Serve version {older}']");

        await _world.Pages.Services.GetRequiredService<ModelRegistry>().ServeAsync(PersonalizeApp.Tester, older, Cancellation);

        page.WaitForAssertion(() => Assert.Contains("serves", page.Find($"tr[data-version='{older}']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_those_who_manage_models_may_switch_them()
    {
        var registry = _world.Pages.Services.GetRequiredService<ModelRegistry>();
        var stranger = Actor.Owner(1, ActionSource.Page);

        await Assert.ThrowsAsync<RightMissingException>(() => registry.ServeAsync(stranger, 1, Cancellation));
        await Assert.ThrowsAsync<RightMissingException>(() => registry.ListAsync(stranger, Cancellation));
        Assert.Equal(ServeOutcome.Gone, await registry.ServeAsync(PersonalizeApp.Tester, 999, Cancellation));
    }

    private static ModelTrial Trial { get; } = new(
        "cut 2026-03-01", 1234,
        [Figures("hybrid", 0.30), Figures("random", 0.01), Figures("popularity", 0.20)],
        [
            new PairedDifference(ModelTrial.Decisive, "popularity", "hybrid", -0.1, -0.12, -0.08),
            new PairedDifference(ModelTrial.Decisive, "random", "hybrid", -0.29, -0.6, 0.01),
        ]);

    private static ModelFigures Figures(string model, double mean) =>
        new(model, [new MetricSummary(ModelTrial.Decisive, mean, mean - 0.02, mean + 0.02, 1234, 0)]);

    private static ModelVersion Version(long number, ModelTrial trial) => new()
    {
        Version = number,
        Reason = "manual",
        SettingsDigest = "-",
        TrainedAt = DateTimeOffset.UnixEpoch,
        AsOf = DateTimeOffset.UnixEpoch,
        Trial = TrialJson.Write(trial),
    };

    private IRenderedComponent<ModelsPage> Open() => _world.Pages.Render<ModelsPage>();

    private async Task<Personalize.Data.PersonalizeDb> OpenDatabaseAsync() =>
        await _world.Pages.Services.GetRequiredService<IDbContextFactory<Personalize.Data.PersonalizeDb>>().CreateDbContextAsync(Cancellation);

    // Another training may end meanwhile.
    private async Task<long> TellAsync(Action<ModelVersion> change)
    {
        await using var db = await OpenDatabaseAsync();
        var serving = _world.Pages.Services.GetRequiredService<ModelHolder>().Current!.Set.Version;
        change(await db.ModelVersions.SingleAsync(row => row.Version == serving, Cancellation));
        await db.SaveChangesAsync(Cancellation);
        return serving;
    }
}
