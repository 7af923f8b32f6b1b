using Bunit;
using Personalize.Web.Models;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Pages;

public sealed class LossPanelTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void Each_model_has_its_rounds_its_ends_and_a_curve_that_falls_to_the_floor()
    {
        var panel = _world.Pages.Render<LossPanel>(with => with
            .Add(it => it.Curves, [new LossCurve("weights", "ials", [9000, 8100, 8000]), new LossCurve("ials", "ials", [9500])]));

        var rows = panel.FindAll("tr[data-curve]");
        Assert.Equal(2, rows.Count);
        Assert.Contains("without what is held back", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("on everything", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["3", "9,000", "8,000"], rows[0].QuerySelectorAll(".pz-number").Select(cell => cell.TextContent));
        Assert.Equal(SparklinePath.Line([1000, 100, 0]), rows[0].QuerySelector("path")!.GetAttribute("d"));
    }
}
