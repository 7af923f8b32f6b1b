using Personalize.Engine.Numerics;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Numerics;

public sealed class FixedBlocksTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(7, 1)]
    [InlineData(1000, 4)]
    public void Every_block_is_done_exactly_once(int blocks, int threads)
    {
        var done = new int[blocks];

        FixedBlocks.Run(blocks, SmallShop.Run(threads: threads), block => Interlocked.Increment(ref done[block]));

        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void No_more_workspaces_are_made_than_threads_allowed()
    {
        var made = 0;

        FixedBlocks.Run(500, SmallShop.Run(threads: 3), () => Interlocked.Increment(ref made), static (_, _) => { });

        Assert.InRange(made, 1, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Cancelling_stops_before_the_next_block(int threads)
    {
        using var source = new CancellationTokenSource();
        var run = SmallShop.Run(threads: threads) with { Cancellation = source.Token };
        var done = 0;

        Assert.Throws<OperationCanceledException>(() => FixedBlocks.Run(10_000, run, _ =>
        {
            Interlocked.Increment(ref done);
            source.Cancel();
        }));
        Assert.InRange(done, 1, threads);
    }
}
