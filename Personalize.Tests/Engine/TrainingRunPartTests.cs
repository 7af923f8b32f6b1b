using Personalize.Engine;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine;

public sealed class TrainingRunPartTests
{
    [Fact]
    public void A_part_moves_through_its_share_of_the_whole_under_the_stage_given_and_its_own_name()
    {
        var told = new List<StageReport>();
        var run = SmallShop.Run() with { Progress = new Told(told) };

        run.Part("weights", 0.2, 0.6).Progress!.Report(new StageReport("ials", 0.5, 7));
        run.Part(null, 0.6, 1).Progress!.Report(new StageReport("ials", 0.5));

        Assert.Equal([("weights", "ials", 0.4, 7), ("ials", "ials", 0.8, null)], told.Select(one => (one.Stage, one.Learner, Math.Round(one.Fraction, 9), one.Loss)));
    }

    private sealed class Told(List<StageReport> reports) : IProgress<StageReport>
    {
        public void Report(StageReport value) => reports.Add(value);
    }
}
