using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class PanelTests : BunitContext
{
    public PanelTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new ProblemLog(NullLogger<ProblemLog>.Instance, TimeProvider.System));
        Services.AddScoped<Viewer>();
        Services.AddScoped<RelativeTick>();
    }

    [Fact]
    public void Fault_in_one_panel_leaves_the_other_and_offers_retry_with_an_id()
    {
        var broken = true;
        var page = Render(builder =>
        {
            builder.OpenComponent<Panel>(0);
            builder.AddAttribute(1, nameof(Panel.Title), "Broken");
            builder.AddAttribute(2, nameof(Panel.ChildContent), (RenderFragment)(inner =>
                inner.AddContent(0, broken ? throw new InvalidOperationException("Injected.") : "mended")));
            builder.CloseComponent();
            builder.OpenComponent<Panel>(3);
            builder.AddAttribute(4, nameof(Panel.Title), "Whole");
            builder.AddAttribute(5, nameof(Panel.ChildContent), (RenderFragment)(inner => inner.AddContent(0, "content of the whole one")));
            builder.CloseComponent();
        });

        Assert.Contains("content of the whole one", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.Find("[role=alert] code").TextContent);
        Assert.DoesNotContain("Injected", page.Markup, StringComparison.Ordinal);

        broken = false;
        page.Find("[role=alert] button").Click();

        Assert.Contains("mended", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_state_keeps_the_old_content_greyed()
    {
        var panel = Render<Panel>(parameters => parameters
            .Add(one => one.Title, "Users")
            .Add(one => one.State, PanelState.Failed)
            .Add(one => one.Problem, new Problem("abc", DateTimeOffset.UnixEpoch))
            .AddChildContent("old rows"));

        Assert.Contains("old rows", panel.Find(".pz-stale").TextContent, StringComparison.Ordinal);
        Assert.Contains("Users could not be shown", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_state_is_busy_and_shows_a_skeleton()
    {
        var panel = Render<Panel>(parameters => parameters.Add(one => one.Title, "Users").Add(one => one.State, PanelState.Loading));

        Assert.Equal("true", panel.Find("section").GetAttribute("aria-busy"));
        Assert.NotEmpty(panel.FindAll(".pz-skeleton"));
    }

    [Fact]
    public void Title_names_the_section()
    {
        var panel = Render<Panel>(parameters => parameters.Add(one => one.Title, "What is moving?"));

        Assert.Equal("What is moving?", panel.Find($"#{panel.Find("section").GetAttribute("aria-labelledby")}").TextContent);
    }
}
