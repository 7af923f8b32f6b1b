using Personalize.Engine.Interactions;
using Personalize.Web.Live;
using Personalize.Web.Live.Figures;

namespace Personalize.Tests.Web.Live;

public sealed class ActivityWindowTests
{
    // A whole bucket of each range.
    private const long Now = 1_800_000_000;
    private static readonly LiveRange Quarter = LiveRange.QuarterHour;

    [Fact]
    public void Silence_is_a_gap_and_a_short_pause_is_zero()
    {
        // 5 s each: a pause of 55 s, then one of 60 s, then the end.
        var sums = new long[30];
        (sums[0], sums[12], sums[25]) = (1, 1, 1);

        var known = ActivityWindow.Known(sums, Quarter, _ => true);

        Assert.All(Enumerable.Range(0, 13), bucket => Assert.True(known[bucket]));
        Assert.All(Enumerable.Range(13, 12), bucket => Assert.False(known[bucket]));
        Assert.True(known[25]);
        Assert.All(Enumerable.Range(26, 4), bucket => Assert.False(known[bucket]));
    }

    [Fact]
    public void Before_counting_began_nothing_is_known() =>
        Assert.Equal([false, false, true], ActivityWindow.Known([0, 0, 4], Quarter, _ => false));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void First_and_last_whole_bucket_are_in_the_window_and_the_running_one_is_not(int range)
    {
        var shown = LiveRange.All[range];
        var history = new KindHistory(shown);
        history.Add(ActivityKind.View, Now - (long)shown.Span.TotalSeconds - 1);
        history.Add(ActivityKind.View, Now - (long)shown.Span.TotalSeconds);
        history.Add(ActivityKind.Like, Now - 1);
        history.Add(ActivityKind.Like, Now);

        var window = history.Newest(Now, knownFrom: 0, []);

        Assert.Equal(2, window.Total);
        Assert.Equal(1, window.Figures.Series[0].Values[0]);
        Assert.Equal(1, window.Figures.Series[1].Values[^1]);
        Assert.Equal(LiveRange.Buckets, window.Figures.Times.Count);
    }

    [Fact]
    public void Window_of_the_past_holds_what_has_left_the_newest_one()
    {
        var history = new KindHistory(Quarter);
        history.Add(ActivityKind.View, Now - 1000);

        Assert.Equal(0, history.Newest(Now, knownFrom: 0, []).Total);
        Assert.Equal(1, history.Until(Now - 450, knownFrom: 0, []).Total);
    }

    [Fact]
    public void While_nothing_is_new_the_window_is_the_same_instance()
    {
        var history = new KindHistory(Quarter);
        IReadOnlyList<Happening> none = [];
        var before = history.Newest(Now, knownFrom: 0, none);
        history.Add(ActivityKind.View, Now);

        Assert.Same(before, history.Newest(Now + 4, knownFrom: 0, none));
        Assert.NotSame(before, history.Newest(Now + 5, knownFrom: 0, none));
    }

    [Fact]
    public void What_is_read_late_of_the_past_is_shown()
    {
        var history = new KindHistory(Quarter);
        history.Newest(Now, knownFrom: 0, []);

        history.Add(ActivityKind.View, Now - 60);

        Assert.Equal(1, history.Newest(Now, knownFrom: 0, []).Total);
    }

    [Fact]
    public void Happenings_of_the_window_are_its_marks_and_others_are_not()
    {
        Happening[] all = [At(Now - 10, "Model 2 serves"), At(Now - 20, "Import: a.csv, 3 new"), At(Now - 901, "Server started"), At(Now, "too new")];

        var marks = new KindHistory(Quarter).Newest(Now, knownFrom: 0, all).Figures.Marks;

        Assert.Equal(["Import: a.csv, 3 new", "Model 2 serves"], marks.Select(mark => mark.Text));
    }

    private static Happening At(long second, string text) => new(DateTimeOffset.FromUnixTimeSeconds(second), text);
}
