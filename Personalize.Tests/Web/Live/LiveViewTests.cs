using Personalize.Engine.Interactions;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_stands_in_the_address_reads_back_as_the_same_view()
    {
        var view = new LiveView(LiveRange.All[1], Now, ActivityKind.Purchase, "C00");

        var query = view.ToQuery();

        Assert.Equal(view, LiveView.Read(
            (string?)query["range"], (string?)query["until"], (string?)query["kind"], (string?)query["q"]));
    }

    [Fact]
    public void Usual_view_adds_nothing_to_the_address() =>
        Assert.All(LiveView.Read(null, null, null, null).ToQuery().Values, Assert.Null);

    [Theory]
    [InlineData("7h", "yesterday", "sneeze", " ")]
    [InlineData("", "", "99", "")]
    public void What_makes_no_sense_counts_as_not_said(string range, string until, string kind, string search) =>
        Assert.Equal(new LiveView(LiveRange.QuarterHour, null, null, null), LiveView.Read(range, until, kind, search));

    [Fact]
    public void Back_goes_as_far_as_is_remembered_and_forth_ends_at_now()
    {
        var view = LiveView.Read(null, null, null, null);
        var steps = 0;
        while (view.CanGoBack(Now))
        {
            view = view.Earlier(Now);
            steps++;
        }

        // Two windows of 15 minutes in steps of half a window, less the last, which would begin where memory ends.
        Assert.Equal(3, steps);
        while (view.Until is not null)
        {
            view = view.Later(Now);
            steps--;
        }

        Assert.Equal(0, steps);
    }

    [Fact]
    public void Search_finds_customers_and_titles()
    {
        var row = new StreamRow(1, Now, 1, "C0042", ActivityKind.View, 1, "Trail shoes", 0.1, "api", Now);

        Assert.True(LiveView.Read(null, null, "view", "c004").Shows(row));
        Assert.True(LiveView.Read(null, null, null, "trail").Shows(row));
        Assert.False(LiveView.Read(null, null, null, "tent").Shows(row));
        Assert.False(LiveView.Read(null, null, "like", null).Shows(row));
    }
}
