using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <content>Deleting, and taking things back.</content>
public sealed partial class CustomersPage
{
    private Task DeleteSelectedAsync() => DeleteAsync([.. _selected.Select(_window.Find).OfType<CustomerRow>().Select(row => row.View)]);

    private Task DeleteAsync(CustomerView view) => DeleteAsync([view]);

    private async Task DeleteAsync(IReadOnlyList<CustomerView> views)
    {
        var deleted = new List<CustomerView>();
        foreach (var view in views)
        {
            if (await Editor.DeleteAsync(view.Id, Leaving)) deleted.Add(view);
            _selected.Remove(view.Id);
        }

        if (deleted.Count == 0) return;
        var text = deleted.Count == 1 ? $"{deleted[0].CustomerId} deleted" : $"{deleted.Count} users deleted";
        var step = new UndoStep(text, cancellation => RestoreAsync(deleted, cancellation));
        _undo.Push(step);
        Toasts.ShowUndo(text, () => InvokeAsync(() => UndoAsync(step)));
        await LoadAsync();
    }

    private async Task<string?> RestoreAsync(IReadOnlyList<CustomerView> deleted, CancellationToken cancellation)
    {
        var lost = new List<string>();
        foreach (var view in deleted)
            if (await Editor.RestoreAsync(view.Id, cancellation) is not EditResult<CustomerView>.Saved)
                lost.Add(view.CustomerId);
        return lost.Count == 0 ? null : $"{string.Join(", ", lost)} could not be restored: deletions can be undone for {CustomerEditor.UndoWindow.TotalMinutes:0} minutes.";
    }

    private Task UndoNewestAsync() => UndoAsync(_undo.Newest);

    private async Task UndoAsync(UndoStep? step)
    {
        if (await _undo.UndoAsync(step, CancellationToken.None) is not { } said) return;
        Toasts.Show(said);
        if (Leaving.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
    }
}
