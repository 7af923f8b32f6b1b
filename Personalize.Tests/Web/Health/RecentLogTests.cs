using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Personalize.Web.Health.Logs;

namespace Personalize.Tests.Web.Health;

public sealed partial class RecentLogTests : IDisposable
{
    private readonly RecentLog _log = new(new FakeTimeProvider());

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Our_own_lines_stand_as_logged_and_of_others_the_template_alone()
    {
        Say(_log.CreateLogger("Personalize.Web.Training.TrainingService"), "Anna");
        Say(_log.CreateLogger("Microsoft.AspNetCore.Routing"), "Anna");

        Assert.Equal(
            [("Routing", "Trained for {Name}"), ("TrainingService", "Trained for Anna")],
            _log.Read(LogLevel.Trace, 10).Select(line => (line.Source, line.Text)));
    }

    [Fact]
    public void Of_an_exception_only_the_type_is_kept()
    {
        Fail(_log.CreateLogger("Personalize.X"), new InvalidOperationException("outer", new FormatException("Anna's age")));

        var line = Assert.Single(_log.Read(LogLevel.Error, 10));
        Assert.Equal("FormatException", line.Fault);
        Assert.DoesNotContain("Anna", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_keeps_the_newest_and_no_more()
    {
        var logger = _log.CreateLogger("Personalize.X");
        for (var number = 1; number <= RecentLog.Kept + 1; number++) Say(logger, $"{number}");

        var lines = _log.Read(LogLevel.Information, int.MaxValue);

        Assert.Equal(RecentLog.Kept, lines.Count);
        Assert.Equal(($"Trained for {RecentLog.Kept + 1}", "Trained for 2"), (lines[0].Text, lines[^1].Text));
    }

    [Fact]
    public void A_level_hides_what_is_less_grave()
    {
        Say(_log.CreateLogger("Personalize.X"), "x");
        Fail(_log.CreateLogger("Personalize.X"), new FormatException());

        Assert.Equal([LogLevel.Error], _log.Read(LogLevel.Warning, 10).Select(line => line.Level));
        Assert.Equal(2, _log.Newest);
    }

    [LoggerMessage(1, LogLevel.Information, "Trained for {Name}")]
    private static partial void Say(ILogger logger, string name);

    [LoggerMessage(2, LogLevel.Error, "It failed")]
    private static partial void Fail(ILogger logger, Exception fault);
}
