using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class ManualTrainingTests : IAsyncDisposable
{
    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ManualTraining Manual => _app.Get<ManualTraining>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Only_those_who_manage_models_begin_and_end_trainings()
    {
        var owner = Actor.Owner(1, ActionSource.Page);

        await Assert.ThrowsAsync<RightMissingException>(() => Manual.StartAsync(owner, Cancellation));
        await Assert.ThrowsAsync<RightMissingException>(() => Manual.CancelAsync(owner));
    }

    [Fact]
    public async Task Ending_what_runs_is_written_down()
    {
        var training = _app.Get<TrainingService>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var mayGoOn = new ManualResetEventSlim();
        training.StatusChanged += Hold;
        training.Request("manual");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        var before = (training.Status.Last, _app.Get<ModelHolder>().Current);
        Assert.True(await Manual.CancelAsync(PersonalizeApp.Tester));

        training.StatusChanged -= Hold;
        training.StatusChanged += Look;
        mayGoOn.Set();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(before, (training.Status.Last, _app.Get<ModelHolder>().Current));
        await using var db = await _app.OpenDatabaseAsync();
        Assert.True(await db.AuditEntries.AnyAsync(entry => entry.Action == "model.cancel", Cancellation));

        void Look(object? sender, EventArgs e)
        {
            if (training.Status.Running is null) ended.TrySetResult();
        }

        // In the middle of a training, on its own thread.
        void Hold(object? sender, EventArgs e)
        {
            if (training.Status.Running is not { Fraction: > 0 }) return;
            begun.TrySetResult();
            mayGoOn.Wait(Cancellation);
        }
    }
}
