using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Shell;

namespace Personalize.Web.Import;

/// <summary>One import, moving while it runs on the server. Leaving the page or losing the circuit does not stop it.</summary>
public sealed partial class ImportRunPage : IDisposable
{
    private ImportReport? _report;
    private Problem? _problem;
    private ImportWatch? _watch;
    private bool _cancelling;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ImportService Imports { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override Task OnParametersSetAsync()
    {
        if (_report?.Id == Id)
            return Task.CompletedTask;
        _watch?.Dispose();
        _watch = new ImportWatch(Imports, Id, () => InvokeAsync(LoadAsync));
        return LoadAsync();
    }

    public void Dispose() => _watch?.Dispose();

    private async Task LoadAsync()
    {
        try
        {
            _report = await Imports.FindAsync(await Who.DemandAsync(Right.ImportFiles, CancellationToken.None), Id, CancellationToken.None);
            _problem = null;
            if (_report is null)
                Navigation.NotFound();
        }
        catch (Exception fault) when (fault is not NavigationException)
        {
            _problem = Problems.Report(fault, "Import");
        }
        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        _cancelling = true;
        var actor = await Who.DemandAsync(Right.ImportFiles, CancellationToken.None);
        if (!await Imports.CancelAsync(actor, Id, CancellationToken.None))
            Toasts.Show("It had ended already.");
    }
}
