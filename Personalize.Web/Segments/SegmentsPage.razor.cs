using System.Globalization;
using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Live;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Segments;

/// <summary>The interest clusters that serve: what groups exist, and how they differ.</summary>
public sealed partial class SegmentsPage
{
    private SegmentAtlas? _atlas;
    private Segment? _chosen;
    private Problem? _problem;
    private PanelState _state = PanelState.Loading;
    private bool _isRefreshing;
    private bool _seesPersonal;

    /// <summary>Of the chosen segment; none is the largest.</summary>
    [SupplyParameterFromQuery(Name = "segment")]
    public string? Number { get; set; }

    [Inject]
    private SegmentAtlases Atlases { get; set; } = default!;

    [Inject]
    private ManualTraining Training { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    protected override void OnParametersSet() => Choose();

    /// <summary>Segments change with the models; single customers do not move them.</summary>
    protected override bool Interested(CustomerChanged change) => false;

    protected override async Task ReloadAsync(ChangeSet changes, CancellationToken cancellation)
    {
        if (changes.Concerns(CustomerChanged.Everybody, Aspects.Models))
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _isRefreshing = true;
        if (_atlas is null)
            (_state, _problem) = (PanelState.Loading, null);
        StateHasChanged();
        try
        {
            var actor = await Who.DemandAsync(Right.ViewCustomers, Leaving);
            _seesPersonal = actor.May(Right.ViewPersonalData);
            _atlas = await Atlases.CurrentAsync(Leaving);
            _problem = null;
            _state = _atlas is { Placed: > 0 } ? PanelState.Ready : PanelState.Empty;
            Choose();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Segments");
            if (_state != PanelState.Ready)
                _state = PanelState.Failed;
        }
        finally
        {
            _isRefreshing = false;
        }
    }

    private void Choose() => _chosen = _atlas?.Segments.FirstOrDefault(segment => segment.Number.ToString(CultureInfo.InvariantCulture) == (Number ?? "1"));

    private async Task TrainAsync() => await Training.StartAsync(await Who.DemandAsync(Right.ManageModels, Leaving), Leaving);
}
