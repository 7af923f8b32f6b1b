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

    private readonly Queue<MixAddress> _written = [];
    private MixAddress _seen;
    private CustomerView? _customer;
    private RankedSides _sides = RankedSides.None;
    private WhatIf? _change;
    private WhatIf? _otherChange;
    private IReadOnlyList<LadderStep> _ladder = [];
    private WeightMix? _mix;
    private WeightMix? _other;
    private WeightMix? _usual;
    private (WeightMix? Mix, WeightMix? Other) _ranked;
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

    /// <summary>Weights of the list beside it; nothing is compared when absent.</summary>
    [SupplyParameterFromQuery(Name = "b")]
    public string? B { get; set; }

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

    private bool IsCompared => _sides.Comparison is not null;

    private string ListTitle => _customer is null ? "Recommendations"
        : IsCompared ? $"A: {NameOf(_ranked.Mix)}"
        : $"What {_customer.CustomerId} would get {(IsOwn(_ranked.Mix) ? "with these weights" : "now")}";

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
        var address = new MixAddress(W, Lock, B);
        if (_seen != address)
        {
            _seen = address;
            if (!IsOwnEcho(address) && _usual is not null) Obey(address, _usual);
        }

        if (_shownUser != User || (_mix, _other) != _ranked) await RankAsync();
    }

    /// <summary>The browser confirms each address written here a little later, when the sliders may already stand elsewhere.</summary>
    private bool IsOwnEcho(MixAddress address)
    {
        if (!_written.Contains(address)) return false;
        while (_written.Dequeue() != address)
        {
        }

        return true;
    }

    private void Obey(MixAddress address, WeightMix usual) =>
        (_mix, _other) = (WeightMix.Parse(address.Weights, address.Locked, usual), MixText.Parse(address.Other, usual));

    /// <summary>Somebody else starts from the model's weights: what was tried on one customer says nothing of the next.</summary>
    private void ChooseUser(string user)
    {
        if (user == User) return;
        (_mix, _other) = (_usual, null);
        _written.Clear();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(default(MixAddress).ToQuery()) { ["user"] = user }));
    }

    private async Task TrainAsync() => await Training.StartAsync(await Who.DemandAsync(Right.ManageModels, Leaving), Leaving);

    private void Reset() => Navigate(new(Weights: null, Locked: null, B));

    private Task CompareAsync(string? address)
    {
        _other = _usual is null ? null : MixText.Parse(address, _usual);
        return RankAsync();
    }

    private Task SwapAsync()
    {
        if (_mix is not null && _other is not null) (_mix, _other) = (_other with { Locked = _mix.Locked }, _mix.Settled with { Locked = null });
        return RankAsync();
    }

    private async Task WeighAsync(WeightMix mix)
    {
        _mix = mix;
        if (_ranked.Mix is { } ranked && ranked.Weighs(mix))
        {
            // A lock alone moves no item: the list, and the marks of where its items stood before, stay.
            _ranked.Mix = mix;
            _change = ChangeOf(mix);
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
            _ranked = (_mix, _other);
            var (mix, other) = _ranked;
            var list = await LookAsync(mix, cancellation);
            var otherList = other is null ? null : await LookAsync(other, cancellation);
            _sides = _sides.Then(list, otherList);
            (_change, _otherChange) = (ChangeOf(mix), ChangeOf(other));
            await ExplainRungAsync(cancellation);
            (_state, _problem) = (list is null || list.Items.Count == 0 ? PanelState.Empty : PanelState.Ready, null);
            KeepAddress();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "Recommendations"));
        }
    }

    private Task<ServedRecommendations?> LookAsync(WeightMix? mix, CancellationToken cancellation) =>
        Recommendations.LookAsync(_id, new() { Weights = IsOwn(mix) ? mix!.ToWeights() : null }, cancellation);

    private WhatIf? ChangeOf(WeightMix? mix) => mix is null ? null : new(Recommendations, _id, mix, Leaving);

    /// <summary>Whether these are other weights than the model's.</summary>
    private bool IsOwn(WeightMix? mix) => mix is not null && _usual is not null && !mix.Weighs(_usual);

    private string NameOf(WeightMix? mix) => mix is null || _usual is null ? "usual weights" : MixText.Describe(mix, _usual);

    private static string? SubtitleOf(ServedRecommendations? list) => list is null ? null : $"{RungText.Title(list.Rung)} · model {list.ModelVersion}";

    private async Task LoadCustomerAsync(CancellationToken cancellation)
    {
        if (_shownUser != User)
        {
            (_state, _sides, _customer) = (PanelState.Loading, RankedSides.None, null);
            _ladder = [];
            StateHasChanged();
        }

        var asked = User!;
        _customer = await Editor.FindByKeyAsync(await Who.DemandAsync(Right.ViewCustomers, cancellation), asked, cancellation);
        _shownUser = asked;
        _missing = _customer is null;
        _id = _customer?.Id ?? 0;
    }

    private async Task AdoptWeightsAsync(CancellationToken cancellation)
    {
        if (await Recommendations.UsualWeightsAsync(_id, cancellation) is not { } weights) return;
        var (usual, before) = (WeightMix.From(weights), _usual);
        _usual = usual;
        if (_mix is null) Obey(_seen = new(W, Lock, B), usual);
        else (_mix, _other) = (_mix.Follow(before, usual), _other?.Follow(before, usual));
    }

    private async Task ExplainRungAsync(CancellationToken cancellation)
    {
        if (_sides.List is not { } list || await State.GetAsync(_id, cancellation) is not { } state) return;
        _ladder = LadderStep.Of(
            list.Rung,
            purchases: state.Recent.Count(activity => activity.Kind == ActivityKind.Purchase),
            activities: state.ActivityCount,
            interests: state.Interests.Length);
    }

    private void KeepAddress()
    {
        if (_mix is null || _usual is null) return;
        var address = MixAddress.Of(_mix, _other, _usual);
        if (address == new MixAddress(W, Lock, B) || (_written.Count > 0 && _written.Last() == address)) return;
        _written.Enqueue(address);
        Navigate(address);
    }

    private void Navigate(MixAddress address) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(address.ToQuery()), replace: true);
}
