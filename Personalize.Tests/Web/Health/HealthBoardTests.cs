using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Tests.Support;
using Personalize.Web.Health;
using Personalize.Web.Health.Parts;

namespace Personalize.Tests.Web.Health;

public sealed class HealthBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly AwaitedTime _time = new(Noon);
    private readonly TestPart _pump = new();
    private readonly TestPart _pipe = new("Pipe");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_is_told_with_its_beginning_however_often_it_is_looked_at()
    {
        var board = Board();
        await board.LookAsync(Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        _pump.Break();
        await board.LookAsync(Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));

        await board.LookAsync(Cancel);

        Assert.Equal([Noon.AddMinutes(1), Noon], board.Current!.Parts.Select(part => part.Since));
        Assert.Equal(("It stands still.", "Switch it on."), (board.Current.Parts[0].Detail, board.Current.Parts[0].NextStep));
    }

    [Fact]
    public async Task A_part_that_hangs_is_down_in_time_is_not_asked_twice_and_holds_up_no_other()
    {
        var board = Board();
        _pump.Hanging = new();

        await LookPatientlyAsync(board);
        await LookPatientlyAsync(board);

        Assert.Equal([PartState.Down, PartState.Working], board.Current!.Parts.Select(part => part.State));
        Assert.Contains("4 seconds", board.Current.Parts[0].Detail, StringComparison.Ordinal);
        Assert.Equal((1, 2), (_pump.Looks, _pipe.Looks));
        _pump.Hanging.SetResult(_pump.Finding);
        await board.LookAsync(Cancel);
        Assert.True(board.Current.IsReady);
    }

    [Fact]
    public async Task A_part_that_cannot_be_looked_at_is_down_and_its_message_is_not_shown()
    {
        var board = Board();
        _pump.Fault = new InvalidDataException("Anna's row");

        await board.LookAsync(Cancel);

        Assert.Equal("It could not be looked at (InvalidDataException).", board.Current!.Parts[0].Detail);
        Assert.False(board.Current.IsReady);
    }

    [Fact]
    public async Task Each_change_is_logged_once()
    {
        using var log = new KeptLog();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var board = new HealthBoard([_pump], _time, factory.CreateLogger<HealthBoard>());
        await board.LookAsync(Cancel);
        _pump.Break();
        await board.LookAsync(Cancel);
        await board.LookAsync(Cancel);
        _pump.Finding = Finding.Working("It pumps.");
        await board.LookAsync(Cancel);

        Assert.Equal(["Pump is Down: It stands still. ", "Pump works again; it was Down "], log.Lines);
    }

    [Theory]
    [InlineData(PartState.Working, true, "Healthy")]
    [InlineData(PartState.Degraded, true, "Degraded")]
    [InlineData(PartState.Starting, false, "Starting")]
    [InlineData(PartState.Down, false, "Unhealthy")]
    public async Task The_worst_part_decides_and_degraded_is_not_down(PartState state, bool isReady, string word)
    {
        var board = Board();
        _pipe.Finding = new Finding(state, "So it is.", "Look.");

        await board.LookAsync(Cancel);

        Assert.Equal((isReady, word), (board.Current!.IsReady, board.Current.Word));
    }

    private HealthBoard Board() => new([_pump, _pipe], _time, NullLogger<HealthBoard>.Instance);

    private async Task LookPatientlyAsync(HealthBoard board)
    {
        var looks = _pipe.Looks + 1;
        var looking = board.LookAsync(Cancel);

        // Only the part that hangs is still waited for: the other has answered.
        await Until.ReachedAsync(
            () => looking.IsCompleted, () => _time.Advance(_pipe.Looks == looks && _time.Waiting == 1 ? HealthBoard.Patience : TimeSpan.Zero));
        await looking;
    }
}
