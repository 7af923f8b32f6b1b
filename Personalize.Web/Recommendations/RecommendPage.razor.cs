using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Engine.Interactions;
using Personalize.Web.Access;
using Personalize.Web.Customers;
using Personalize.Web.Live;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>One customer's list under any weights. All of its state is in the address, so a view can be sent as a link.</summary>
public sealed partial class RecommendPage
{
    private static readonly TimeSpan RankInterval = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(string? Weights, string? Locked)> _written = [];
    private (string? Weights, string? Locked) _seen;
    private CustomerView? _customer;
    private ServedRecommendations? _list;
    private IReadOnlyDictionary<int, RankMove> _moves = new Dictionary<int, RankMove>();
    private IReadOnlyList<LadderStep> _ladder = [];
    private WeightMix? _mix;
    private WeightMix? _usual;
    private WeightMix? _ranked;
    private PanelState _state = PanelState.Loading;
    private Problem? _problem;
    private string? _shownUser;
    private bool _missing;
    private bool _ranking;
    private bool _rankAgain;
    private bool _started;
    private volatile int _id;

    [SupplyParameterFromQuery(Name = "user")]
    public string? User { get; set; }

    [SupplyParameterFromQuery(Name = "w")]
    public string? W { get; set; }

    [SupplyParameterFromQuery(Name = "lock")]
    public string? Lock { get; set; }

    [Inject]
    private RecommendationService Recommendations { get; set; } = default!;

    [Inject]
    private CustomerEditor Editor { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private LiveState State { get; set; } = default!;

    [Inject]
    private ManualTraining Training { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string ListTitle => _customer is null ? "Recommendations" : $"What {_customer.CustomerId} would get {(IsTrial ? "with these weights" : "now")}";

    /// <summary>Whether the list shown was made with other weights than the model's.</summary>
    private bool IsTrial => _ranked is not null && _usual is not null && !_ranked.Hundredths.SequenceEqual(_usual.Hundredths);

    private string? ListSubtitle => _list is null ? null : $"{RungText.Title(_list.Rung)} · model {_list.ModelVersion}";

    protected override bool Interested(CustomerChanged change) =>
        change.Aspects.HasFlag(Aspects.Models) || (change.Customer == _id && change.Customer != 0);

    protected override Task ReloadAsync(ChangeSet changes, CancellationToken cancellation)
    {
        _started = true;
        return RankAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!_started) return;
        if (_seen != (W, Lock))
        {
            _seen = (W, Lock);
            if (!IsOwnEcho() && _usual is not null) _mix = WeightMix.Parse(W, Lock, _usual);
        }

        if (_shownUser != User || _mix != _ranked) await RankAsync();
    }

    /// <summary>The browser confirms each address written here a little later, when the sliders may already stand elsewhere.</summary>
    private bool IsOwnEcho()
    {
        if (!_written.Contains((W, Lock))) return false;
        while (_written.Dequeue() != (W, Lock))
        {
        }

        return true;
    }

    /// <summary>Somebody else starts from the model's weights: what was tried on one customer says nothing of the next.</summary>
    private void ChooseUser(string user)
    {
        if (user == User) return;
        _mix = _usual;
        _written.Clear();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { ["user"] = user, ["w"] = null, ["lock"] = null }));
    }

    private async Task TrainAsync() => await Training.StartAsync(await Who.DemandAsync(Right.ManageModels, Leaving), Leaving);

    private void Reset() => Navigate((null, null));

    private async Task WeighAsync(WeightMix mix)
    {
        _mix = mix;
        if (_ranked is { } ranked && ranked.Hundredths.SequenceEqual(mix.Hundredths))
        {
            // A lock alone moves no item: the list, and the marks of where its items stood before, stay.
            _ranked = mix;
            KeepAddress();
            return;
        }

        await RankAsync();
    }

    /// <summary>At most one ranking at a time and five a second; the newest weights win.</summary>
    private async Task RankAsync()
    {
        _rankAgain = true;
        if (_ranking) return;
        _ranking = true;
        try
        {
            while (_rankAgain && !Leaving.IsCancellationRequested)
            {
                _rankAgain = false;
                await RankOnceAsync(Leaving);
                StateHasChanged();
                await Task.Delay(RankInterval, Clock, Leaving);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        finally
        {
            _ranking = false;
        }
    }

    private async Task RankOnceAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(User)) return;
        try
        {
            await LoadCustomerAsync(cancellation);
            if (_missing) return;
            await AdoptWeightsAsync(cancellation);
            _ranked = _mix;
            var list = await Recommendations.LookAsync(_id, new() { Weights = IsTrial ? _ranked?.ToWeights() : null }, cancellation);
            _moves = RankMove.Between(_list?.CustomerId == _id ? _list.Items : null, list?.Items ?? []);
            _list = list;
            await ExplainRungAsync(cancellation);
            (_state, _problem) = (list is null || list.Items.Count == 0 ? PanelState.Empty : PanelState.Ready, null);
            KeepAddress();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "Recommendations"));
        }
    }

    private async Task LoadCustomerAsync(CancellationToken cancellation)
    {
        if (_shownUser != User)
        {
            (_state, _list, _customer) = (PanelState.Loading, null, null);
            _ladder = [];
            StateHasChanged();
        }

        var asked = User!;
        _customer = await Editor.FindByKeyAsync(await Who.DemandAsync(Right.ViewCustomers, cancellation), asked, cancellation);
        _shownUser = asked;
        _missing = _customer is null;
        _id = _customer?.Id ?? 0;
    }

    // What was set by hand stays; what the model said follows the model, and the customer's first steps.
    private async Task AdoptWeightsAsync(CancellationToken cancellation)
    {
        if (await Recommendations.UsualWeightsAsync(_id, cancellation) is not { } weights) return;
        var (usual, before) = (WeightMix.From(weights), _usual);
        _usual = usual;
        if (_mix is null) (_seen, _mix) = ((W, Lock), WeightMix.Parse(W, Lock, usual));
        else if (before is not null && _mix.Hundredths.SequenceEqual(before.Hundredths)) _mix = usual with { Locked = _mix.Locked };
        else if (!_mix.Hundredths.Select(weight => weight.Key).SequenceEqual(usual.Hundredths.Select(weight => weight.Key)))
            _mix = WeightMix.Parse(_mix.ToString(), _mix.Locked, usual);
    }

    private async Task ExplainRungAsync(CancellationToken cancellation)
    {
        if (_list is null || await State.GetAsync(_id, cancellation) is not { } state) return;
        _ladder = LadderStep.Of(
            _list.Rung,
            purchases: state.Recent.Count(activity => activity.Kind == ActivityKind.Purchase),
            activities: state.ActivityCount,
            interests: state.Interests.Length);
    }

    private void KeepAddress()
    {
        if (_mix is null || _usual is null) return;
        var own = !_mix.Hundredths.SequenceEqual(_usual.Hundredths);
        var address = (own ? _mix.ToString() : null, _mix.Locked);
        if (address == (W, Lock) || (_written.Count > 0 && _written.Last() == address)) return;
        _written.Enqueue(address);
        Navigate(address);
    }

    private void Navigate((string? Weights, string? Locked) address) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { ["w"] = address.Weights, ["lock"] = address.Locked }),
        replace: true);
}
