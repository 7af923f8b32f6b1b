using Microsoft.Extensions.Time.Testing;
using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class ToastsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Plain_news_goes_by_itself_and_an_undo_stays_longer()
    {
        using var toasts = new Toasts(_clock);
        toasts.Show("Saved");
        toasts.ShowUndo("Deleted", () => Task.CompletedTask);

        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(["Deleted"], toasts.Current.Select(toast => toast.Text));

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(toasts.Current);
    }

    [Fact]
    public void At_most_three_are_shown_the_newest_last()
    {
        using var toasts = new Toasts(_clock);
        foreach (var text in new[] { "a", "b", "c", "d" })
            toasts.Show(text);

        Assert.Equal(["b", "c", "d"], toasts.Current.Select(toast => toast.Text));
    }
}
