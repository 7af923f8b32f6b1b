using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Engine;
using Personalize.Tests.Engine.Support;
using Personalize.Tests.Support;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class TrainingServiceTests
{
    private readonly FakeTimeProvider _time = new(SmallShop.AsOf);
    private readonly Workshop _workshop = new();
    private readonly ModelHolder _holder;
    private readonly TrainingService _service;

    public TrainingServiceTests()
    {
        _holder = new ModelHolder(new ChangeFeed(_time));
        _service = new TrainingService(_workshop, _holder, _time, NullLogger<TrainingService>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_trains()
    {
        await _service.StartUpAsync(Cancellation);

        Assert.Equal(1, _holder.Current!.Set.Version);
        Assert.Equal(["start"], _workshop.Reasons);
        Assert.Equal([TrainingDepth.Quick], _workshop.Depths);
    }

    [Fact]
    public async Task A_first_start_with_much_to_learn_serves_a_draft_before_it_learns_the_rest()
    {
        _workshop.DraftsWhenQuick = true;
        List<long?> serving = [];
        _workshop.Training = () => serving.Add(_holder.Current?.Set.Version);

        await _service.StartUpAsync(Cancellation);

        Assert.Equal([TrainingDepth.Quick, TrainingDepth.Full], _workshop.Depths);
        Assert.Equal([null, 1], serving);
        Assert.Equal(2, _holder.Current!.Set.Version);
        Assert.False(_holder.Current.IsDraft);
    }

    [Fact]
    public async Task A_restart_serves_the_saved_models_and_trains_nothing()
    {
        _workshop.Saved = new LoadedModels(Workshop.Models(version: 41), "manual", IsCurrent: true);

        await _service.StartUpAsync(Cancellation);

        Assert.Equal(41, _holder.Current!.Set.Version);
        Assert.Empty(_workshop.Reasons);
        Assert.Equal(41, _service.Status.Last!.Version);
    }

    [Fact]
    public async Task A_restart_with_news_serves_the_saved_models_and_trains()
    {
        _workshop.Saved = new LoadedModels(Workshop.Models(version: 41), "manual", IsCurrent: false);

        await _service.StartUpAsync(Cancellation);

        Assert.Equal(["start"], _workshop.Reasons);
    }

    [Fact]
    public async Task A_failed_training_keeps_the_models_and_tells_no_details()
    {
        await _service.StartUpAsync(Cancellation);
        var serving = _holder.Current;
        _workshop.Problem = new InvalidOperationException("the disk is full");
        _service.Request("manual");

        await _service.StepAsync(Cancellation);

        Assert.Same(serving, _holder.Current);
        Assert.Matches("^The training failed \\(log id [0-9a-f]{10}\\)\\.$", _service.Status.Last!.Problem);
        Assert.Equal(serving!.Set.Version, _service.Status.Last.Version);
        Assert.Null(_service.Status.Running);
    }

    [Fact]
    public async Task Models_that_are_surely_worse_do_not_serve_and_the_status_says_why()
    {
        await _service.StartUpAsync(Cancellation);
        var serving = _holder.Current;
        _workshop.Promotion = new Promotion(false, "Does not serve: worse.");
        _service.Request("manual");

        await _service.StepAsync(Cancellation);

        Assert.Same(serving, _holder.Current);
        Assert.Equal((2, "Does not serve: worse."), (_service.Status.Last!.Version, _service.Status.Last.Rejected));
    }

    [Fact]
    public async Task Ten_requests_are_one_run()
    {
        await _service.StartUpAsync(Cancellation);
        for (var click = 0; click < 10; click++) _service.Request("manual");
        await _service.StepAsync(Cancellation);

        var idle = _service.StepAsync(Cancellation);
        Assert.False(idle.IsCompleted);
        Assert.Equal(["start", "manual"], _workshop.Reasons);

        _time.Advance(TrainingService.Interval);
        await idle;
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task The_timer_trains_only_when_there_is_news(bool news, int runs)
    {
        await _service.StartUpAsync(Cancellation);
        if (news) _workshop.Mark = _workshop.Mark with { LastSequence = 99 };

        var step = _service.StepAsync(Cancellation);
        Assert.Equal(_time.GetUtcNow() + TrainingService.Interval, _service.Status.NextAt);
        _time.Advance(TrainingService.Interval);
        await step;

        Assert.Equal(runs, _workshop.Reasons.Count);
    }

    [Fact]
    public async Task Progress_is_shown_while_it_runs()
    {
        List<string> stages = [];
        _service.StatusChanged += (_, _) =>
        {
            if (_service.Status.Running is { } running) stages.Add(running.Stage);
        };

        await _service.StartUpAsync(Cancellation);

        Assert.Equal(["reading", "text"], stages);
    }

    [Fact]
    public async Task What_models_minimise_is_kept_round_by_round_and_apart_where_they_are_trained_twice()
    {
        _workshop.Reports =
        [
            new("weights", 0.2, 9) { Learner = "ials" }, new("weights", 0.3, 7) { Learner = "ials" }, new("clusters", 0.4),
            new("ials", 0.6, 8), new("ranker", 0.7, 0.5), new("ranker", 0.8, 0.4),
        ];

        await _service.StartUpAsync(Cancellation);

        Assert.Equal(
            [("weights", "ials", "9 7"), ("ials", "ials", "8"), ("ranker", "ranker", "0.5 0.4")],
            _service.Status.Last!.Losses.Select(curve =>
                (curve.Stage, curve.Learner, string.Join(' ', curve.Values.Select(value => value.ToString(CultureInfo.InvariantCulture))))));
    }

    [Fact]
    public async Task A_cancelled_training_changes_nothing_and_is_no_failure()
    {
        await _service.StartUpAsync(Cancellation);
        var (serving, last) = (_holder.Current, _service.Status.Last);
        _workshop.Training = () => Assert.True(_service.Cancel());
        _service.Request("manual");

        await _service.StepAsync(Cancellation);

        Assert.Same(serving, _holder.Current);
        Assert.Equal((null, last), (_service.Status.Running, _service.Status.Last));
        Assert.False(_service.Cancel());
    }

    [Fact]
    public async Task After_a_draft_the_timer_goes_on_where_the_whole_training_was_cancelled()
    {
        _workshop.DraftsWhenQuick = true;
        _workshop.Training = () =>
        {
            if (_workshop.Depths[^1] == TrainingDepth.Full) _service.Cancel();
        };
        await _service.StartUpAsync(Cancellation);
        Assert.True(_holder.Current!.IsDraft);
        _workshop.Training = null;

        var step = _service.StepAsync(Cancellation);
        _time.Advance(TrainingService.Interval);
        await step;

        Assert.False(_holder.Current.IsDraft);
    }

    [Fact]
    public async Task Each_training_is_measured_by_its_outcome_and_the_models_by_their_age()
    {
        using var meters = new TestMeters();
        _ = new TrainingMeters(meters, _service, _holder, _time);
        Assert.DoesNotContain(meters.Heard, one => one.Name == "personalize.model.age");

        await _service.StartUpAsync(Cancellation);
        await RunAsync(() => _workshop.Promotion = new Promotion(false, "Does not serve: worse."));
        await RunAsync(() => _workshop.Training = () => _service.Cancel());
        await RunAsync(() => (_workshop.Training, _workshop.Problem) = (null, new InvalidOperationException("the disk is full")));

        Assert.Equal(
            ["outcome=served", "outcome=rejected", "outcome=cancelled", "outcome=failed"],
            meters.Heard.Where(one => one.Name == "personalize.training.duration").Select(one => one.Tags));
        Assert.Equal((_time.GetUtcNow() - _holder.Current!.Set.TrainedAt).TotalSeconds, meters.Last("personalize.model.age"));

        async Task RunAsync(Action arrange)
        {
            arrange();
            _service.Request("manual");
            await _service.StepAsync(Cancellation);
        }
    }

    private sealed class Workshop : IModelWorkshop
    {
        private long _version;

        public List<string> Reasons { get; } = [];

        public List<TrainingDepth> Depths { get; } = [];

        public bool DraftsWhenQuick { get; set; }

        public Action? Training { get; set; }

        public Promotion Promotion { get; set; } = new(true, "Serves.");

        public IReadOnlyList<StageReport> Reports { get; set; } = [new("text", 0.1)];

        public Exception? Problem { get; set; }

        public LoadedModels? Saved { get; set; }

        public DataMark Mark { get; set; } = new(1, 1, 1, SmallShop.AsOf);

        public static PublishedModels Models(long version) =>
            new(SmallShop.Make(customers: 8, items: 12).Train(version: version), [], new Dictionary<int, int>());

        public Task<DataMark> MarkAsync(CancellationToken cancellation) => Task.FromResult(Mark);

        public Task<LoadedModels?> LoadServingAsync(CancellationToken cancellation) => Task.FromResult(Saved);

        public Task<PublishedModels?> LoadAsync(long version, CancellationToken cancellation) => Task.FromResult<PublishedModels?>(Models(version));

        public Task<JudgedModels> TrainAsync(
            string reason, TrainingDepth depth, IProgress<StageReport> progress, CancellationToken cancellation)
        {
            Reasons.Add(reason);
            Depths.Add(depth);
            Training?.Invoke();
            foreach (var report in Reports) progress.Report(report);
            cancellation.ThrowIfCancellationRequested();
            if (Problem is not null) return Task.FromException<JudgedModels>(Problem);
            var models = Models(++_version) with { IsDraft = DraftsWhenQuick && depth == TrainingDepth.Quick };
            return Task.FromResult(new JudgedModels(models, Promotion));
        }
    }
}
