using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Data.Accounts;
using Personalize.Tests.Web.Health;
using Personalize.Web.Health;
using Personalize.Web.Health.Figures;
using Personalize.Web.Health.Logs;
using Personalize.Web.Health.Parts;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Pages;

public sealed class HealthPageTests : IAsyncDisposable
{
    private readonly TestPart _pump = new();
    private PageWorld _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HealthWatch Watch => _world.Pages.Services.GetRequiredService<HealthWatch>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void Before_the_first_look_it_shows_skeletons() => Assert.NotEmpty(Open().FindAll(".pz-skeleton"));

    [Fact]
    public async Task A_part_that_breaks_is_red_with_a_next_step_and_the_verdict_says_what_probes_say()
    {
        var page = Open();
        await Watch.LookAsync(Cancel);
        page.WaitForAssertion(() => Assert.Contains("Everything works", page.Find("[data-health]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".pz-part-step"));

        _pump.Break();
        await Watch.LookAsync(Cancel);

        page.WaitForAssertion(() => Assert.Contains("Down: Pump. Probes say that this server is not ready.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Down", page.Find("li[data-part=Pump]").GetAttribute("data-state"));
        Assert.Contains("Next step: Switch it on.", page.Find("li[data-part=Pump]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Unhealthy", page.Find("[data-health]").GetAttribute("data-health"));
    }

    [Fact]
    public async Task Nothing_is_drawn_while_the_tab_is_hidden_and_it_catches_up_when_seen()
    {
        var page = Open();
        await Watch.LookAsync(Cancel);
        var viewer = _world.Pages.Services.GetRequiredService<Viewer>();
        await page.InvokeAsync(() => viewer.OnVisibility(false));
        var drawn = page.RenderCount;

        _pump.Break();
        await Watch.LookAsync(Cancel);

        Assert.Equal(drawn, page.RenderCount);
        await page.InvokeAsync(() => viewer.OnVisibility(true));
        page.WaitForAssertion(() => Assert.Equal("Down", page.Find("li[data-part=Pump]").GetAttribute("data-state")));
    }

    [Fact]
    public async Task A_size_that_cannot_be_asked_leaves_the_old_one_greyed_under_the_problem()
    {
        var page = Open();
        await Watch.MeasureAsync(Cancel);
        _world.Database.Break();
        await Watch.MeasureAsync(Cancel);

        await Watch.LookAsync(Cancel);

        page.WaitForElement(".pz-problem");
        Assert.Matches("(KB|MB)", page.Find(".pz-stale .pz-pairs").TextContent);
    }

    [Fact]
    public async Task The_log_is_filtered_by_level_and_says_when_there_is_nothing_as_grave()
    {
        var log = Start().GetRequiredService<RecentLog>().CreateLogger("Personalize.Test");
        log.Log(LogLevel.Warning, new EventId(1), "It is late", exception: null, (text, _) => text);
        await Watch.LookAsync(Cancel);

        var page = _world.Pages.Render<HealthPage>();
        page.WaitForAssertion(() => Assert.Contains("It is late", page.Find(".pz-log").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("select").Change("Critical"));

        page.WaitForAssertion(() => Assert.Contains("Nothing as grave as that", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operator_sees_how_it_is_but_neither_log_nor_diagnosis()
    {
        await _world.DisposeAsync();
        _world = new PageWorld(AccountRole.Operator);
        var page = Open();

        await Watch.LookAsync(Cancel);

        page.WaitForElement("li[data-part=Pump]");
        Assert.DoesNotContain("What does the log say?", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Copy diagnosis", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diagnosis_is_copied_as_text()
    {
        Start();
        _world.Pages.JSInterop.SetupModule("./js/copy.js").Setup<bool>("copy", _ => true).SetResult(true);
        await Watch.LookAsync(Cancel);
        var page = _world.Pages.Render<HealthPage>();

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Contains("Copy diagnosis", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Contains("Copied, without secrets.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("## Parts", page.Find("textarea").GetAttribute("value"), StringComparison.Ordinal);
    }

    private IRenderedComponent<HealthPage> Open()
    {
        Start();
        return _world.Pages.Render<HealthPage>();
    }

    private BunitServiceProvider Start()
    {
        _world.Pages.Services.AddSingleton(services => new HealthWatch(
            new HealthBoard([_pump], TimeProvider.System, NullLogger<HealthBoard>.Instance), services.GetRequiredService<FigureSources>(),
            services.GetRequiredService<DatabaseSize>(), services.GetRequiredService<ProblemLog>(), TimeProvider.System, NullLogger<HealthWatch>.Instance));
        return _world.Pages.Services;
    }
}
