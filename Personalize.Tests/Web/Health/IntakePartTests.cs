using Personalize.Tests.Support;
using Personalize.Tests.Web.Activities;
using Personalize.Web.Health;
using Personalize.Web.Health.Parts;

namespace Personalize.Tests.Web.Health;

public sealed class IntakePartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_that_do_not_get_through_make_the_server_unready()
    {
        using var bench = new WriterBench(capacity: 10);
        var part = new IntakePart(bench.Health);
        Assert.Equal(PartState.Working, (await part.LookAsync(Cancellation)).State);

        var waiting = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), 9)], Cancellation);

        Assert.Equal(PartState.Down, (await part.LookAsync(Cancellation)).State);
        Assert.NotNull((await part.LookAsync(Cancellation)).NextStep);
        await bench.StepAsync();
        await waiting;
        Assert.Equal(PartState.Working, (await part.LookAsync(Cancellation)).State);
    }

    [Fact]
    public async Task The_server_asks_it_and_all_others_before_it_says_that_it_is_ready()
    {
        await using var app = new PersonalizeApp();
        using var client = app.CreateClient();
        await client.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative), Cancellation).ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal(
            ["Server", "Database", "Schema", "Activity intake", "Models", "Live pages", "Record of lists", "Disk"],
            app.Get<HealthBoard>().Current!.Parts.Select(part => part.Name));
    }
}
