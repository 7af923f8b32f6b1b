using Personalize.Web.Health.Figures;
using Personalize.Web.Health.Parts;

namespace Personalize.Tests.Web.Health;

public sealed class DiskPartTests : IDisk
{
    private DiskRoom? _room;

    [Theory]
    [InlineData(100_000_000_000, 1_000_000_000_000, PartState.Working)]
    [InlineData(99_999_999_999, 1_000_000_000_000, PartState.Degraded)]
    [InlineData(20_000_000_000, 1_000_000_000_000, PartState.Degraded)]
    [InlineData(19_999_999_999, 1_000_000_000_000, PartState.Down)]
    [InlineData(99_999_999, 200_000_000, PartState.Down)]
    [InlineData(0, 1_000_000_000_000, PartState.Down)]
    public async Task A_disk_is_low_below_a_tenth_and_full_below_a_fiftieth_or_100_MB(long free, long total, PartState state)
    {
        _room = new DiskRoom(free, total);

        var finding = await new DiskPart(this).LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(state, finding.State);
        Assert.Equal(state != PartState.Working, finding.NextStep is not null);
    }

    [Fact]
    public async Task A_system_that_does_not_tell_is_no_reason_to_stop() =>
        Assert.Equal(PartState.Working, (await new DiskPart(this).LookAsync(TestContext.Current.CancellationToken)).State);

    DiskRoom? IDisk.Room() => _room;
}
