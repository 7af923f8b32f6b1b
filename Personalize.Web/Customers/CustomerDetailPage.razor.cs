using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Engine.Engagement;
using Personalize.Web.Access;
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
    private DateTimeOffset? _erasedAt;
    private long? _undoToast;
    private bool _started;
    private volatile int _id;

    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    private CustomerEditor Editor { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

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
        (_view, _live, _anatomy, _list, _delta, _erasedAt, _id) = (null, null, null, null, null, null, 0);
        (_state, _listState) = (PanelState.Loading, PanelState.Loading);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var key = Key;
        try
        {
            if (!await LoadCustomerAsync(key, Leaving)) return;
            (_state, _problem) = (PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (key == Key) (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "User 360"));
            return;
        }

        if (_view is not null && _erasedAt is null) await LoadListAsync(key, Leaving);
    }

    /// <returns>False when the address has moved on meanwhile: the answer belongs to somebody else's page.</returns>
    private async Task<bool> LoadCustomerAsync(string key, CancellationToken cancellation)
    {
        _shownKey = key;
        var who = await Who.DemandAsync(Right.ViewCustomers, cancellation);
        var view = await Editor.FindByKeyAsync(who, key, cancellation);
        var decay = await Rules.DecayAsync(cancellation);
        var gone = view is null ? await Editor.FindDeletedAsync(who, key, cancellation) : null;
        var live = view is null ? null : await State.GetAsync(view.Id, cancellation);
        if (key != Key) return false;
        view ??= gone?.View;
        (_view, _live, _decay, _id, _erasedAt) = (view, live, decay, view?.Id ?? 0, gone?.ErasedAt);
        _population = Models.Current?.Set.Engagement.Count;
        if (_live is not null) Explain(_live);
        return true;
    }

    private void Explain(CustomerState live)
    {
        var now = Clock.GetUtcNow();
        var before = _anatomy;
        _anatomy = EngagementAnatomy.Of(live, _decay, now, ListedActivities);
        if (before is not null && live.ActivityCount != before.ActivityCount)
            _delta = _anatomy.Value - _decay.ValueOf(_decay.MassOf(before.Value, before.At), now);
    }

    private async Task LoadListAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var list = await Recommendations.LookAsync(_id, new(), cancellation);
            if (key != Key) return;
            _moves = RankMove.Between(_list?.Items, list?.Items ?? []);
            _list = list;
            (_listState, _listProblem) = (list is null || list.Items.Count == 0 ? PanelState.Empty : PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (key == Key) (_listState, _listProblem) = (PanelState.Failed, Problems.Report(fault, "Recommendations"));
        }
    }

    private Task EditAsync() => _dialog?.EditAsync(_view) ?? Task.CompletedTask;

    private async Task DeleteAsync()
    {
        var deleted = _view!;
        if (!await Editor.DeleteAsync(await Who.DemandAsync(Right.EditCustomers, Leaving), deleted.Id, Leaving)) return;
        if (deleted.Id == _id) _erasedAt = Clock.GetUtcNow() + CustomerEditor.UndoWindow;
        _undoToast = Toasts.ShowUndo($"{deleted.CustomerId} deleted", () => InvokeAsync(() => RestoreAsync(deleted)));
    }

    /// <param name="deleted">Not whoever the page shows by now.</param>
    private async Task RestoreAsync(CustomerView deleted)
    {
        var actor = await Who.DemandAsync(Right.EditCustomers, CancellationToken.None);
        if (await Editor.RestoreAsync(actor, deleted.Id, CancellationToken.None) is not Hosting.EditResult<CustomerView>.Saved)
        {
            Toasts.Show($"{deleted.CustomerId} could not be restored: deletions can be undone for {CustomerEditor.UndoWindow.TotalMinutes:0} minutes.");
            return;
        }

        if (_undoToast is { } toast) Toasts.Dismiss(toast);
        if (Leaving.IsCancellationRequested) return;
        if (deleted.Id != _id)
        {
            Toasts.Show($"{deleted.CustomerId} is restored");
            return;
        }

        _erasedAt = null;
        await LoadAsync();
        StateHasChanged();
    }
}
