namespace Personalize.Engine.Numerics;

/// <summary>Spreads numbered blocks of work over threads.</summary>
/// <remarks>
/// What a block computes depends on its number alone, never on the thread that happens to take it: that is how the same
/// seed gives the same bits at any parallelism. Sums over blocks are made afterwards, in order of number.
/// </remarks>
internal static class FixedBlocks
{
    public static void Run(int blocks, TrainingRun run, Action<int> body) =>
        Run(blocks, run, static () => 0, (block, _) => body(block));

    /// <param name="blocks">How many blocks there are, 0 or more; they are taken in order of number.</param>
    /// <param name="workspace">Makes the scratch memory of one thread.</param>
    /// <param name="body">Does block number n.</param>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    public static void Run<TWorkspace>(int blocks, TrainingRun run, Func<TWorkspace> workspace, Action<int, TWorkspace> body)
    {
        var workers = Math.Min(run.MaxParallelism, blocks);
        var taken = -1;
        if (workers <= 1)
        {
            Work();
            return;
        }
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = run.Cancellation }, _ => Work());

        void Work()
        {
            var scratch = workspace();
            for (var block = Interlocked.Increment(ref taken); block < blocks; block = Interlocked.Increment(ref taken))
            {
                run.Cancellation.ThrowIfCancellationRequested();
                body(block, scratch);
            }
        }
    }
}
