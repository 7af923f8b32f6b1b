using Microsoft.AspNetCore.Components;
using Personalize.Engine.Engagement;
using Personalize.Web.Live;
using Personalize.Web.Recommendations;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Customers;

/// <summary>User 360: everything known of one customer, moving as it happens.</summary>
public sealed partial class CustomerDetailPage
{
    private const int ListedActivities = 12;

    private CustomerView? _view;
    private CustomerState? _live;
    private EngagementAnatomy? _anatomy;
    private ServedRecommendations? _list;
    private IReadOnlyDictionary<int, RankMove> _moves = new Dictionary<int, RankMove>();
    private ForwardDecay _decay;
    private CustomerDialog? _dialog;
    private PanelState _state = PanelState.Loading;
    private PanelState _listState = PanelState.Loading;
    private Problem? _problem;
    private Problem? _listProblem;
    private string? _shownKey;
    private double? _delta;
    private int? _population;
    private bool _deleted;
    private bool _started;
    private volatile int _id;

    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    private CustomerEditor Editor { get; set; } = default!;

    [Inject]
    private LiveState State { get; set; } = default!;

    [Inject]
    private RecommendationService Recommendations { get; set; } = default!;

    [Inject]
    private ModelHolder Models { get; set; } = default!;

    [Inject]
    private EngagementRules Rules { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string? RecommendationsSubtitle =>
        _list is null ? null : $"{RungText.Title(_list.Rung)} · model {_list.ModelVersion}";

    protected override bool Interested(CustomerChanged change) =>
        change.Aspects.HasFlag(Aspects.Models) || (change.Customer == _id && change.Customer != 0);

    protected override Task ReloadAsync(ChangeSet changes, CancellationToken cancellation)
    {
        _started = true;
        return LoadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!_started || Key == _shownKey) return;
        (_view, _live, _anatomy, _list, _delta, _deleted) = (null, null, null, null, null, false);
        (_state, _listState) = (PanelState.Loading, PanelState.Loading);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (_deleted) return;
        try
        {
            await LoadCustomerAsync(Leaving);
            (_state, _problem) = (PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "User 360"));
            return;
        }

        if (_view is not null) await LoadListAsync(Leaving);
    }

    private async Task LoadCustomerAsync(CancellationToken cancellation)
    {
        _shownKey = Key;
        _view = await Editor.FindByKeyAsync(Key, cancellation);
        _id = _view?.Id ?? 0;
        if (_view is null) return;

        _decay = await Rules.DecayAsync(cancellation);
        _population = Models.Current?.Set.Engagement.Count;
        _live = await State.GetAsync(_id, cancellation);
        if (_live is null) return;
        var now = Clock.GetUtcNow();
        var before = _anatomy;
        _anatomy = EngagementAnatomy.Of(_live, _decay, now, ListedActivities);
        if (before is not null && _live.ActivityCount != before.ActivityCount)
            _delta = _anatomy.Value - _decay.ValueOf(_decay.MassOf(before.Value, before.At), now);
    }

    private async Task LoadListAsync(CancellationToken cancellation)
    {
        try
        {
            var list = await Recommendations.RecommendAsync(_id, new() { Source = "page" }, cancellation);
            _moves = RankMove.Between(_list?.Items, list?.Items ?? []);
            _list = list;
            (_listState, _listProblem) = (list is null || list.Items.Count == 0 ? PanelState.Empty : PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_listState, _listProblem) = (PanelState.Failed, Problems.Report(fault, "Recommendations"));
        }
    }

    private Task EditAsync() => _dialog?.EditAsync(_view) ?? Task.CompletedTask;

    private async Task DeleteAsync()
    {
        var key = _view!.CustomerId;
        _deleted = await Editor.DeleteAsync(_id, Leaving);
        if (_deleted) Toasts.ShowUndo($"{key} deleted", () => InvokeAsync(RestoreAsync));
    }

    private async Task RestoreAsync()
    {
        if (await Editor.RestoreAsync(_id, CancellationToken.None) is not Hosting.EditResult<CustomerView>.Saved) return;
        _deleted = false;
        if (Leaving.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
    }
}
