using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Personalize.Web.Access;

namespace Personalize.Web.Shell;

/// <summary>The frame of every page. It shows nothing until the browser has told theme and time zone; the static skeleton stands meanwhile.</summary>
public sealed partial class MainLayout : IDisposable
{
    private FaultBoundary? _boundary;
    private string _path = "";
    private bool _arrived;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Standing Standing { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> State { get; set; } = default!;

    protected override void OnInitialized()
    {
        Viewer.WhenUsed = NoteUseAsync;
        _path = PathOf(Navigation.Uri);
        Viewer.Changed += OnViewerChanged;
        Navigation.LocationChanged += OnLocationChanged;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Viewer.StartAsync($"./{Assets["js/shell.js"]}");
        if (_arrived)
        {
            _arrived = false;
            await Viewer.FocusHeadingAsync();
        }
    }

    public void Dispose()
    {
        Viewer.Changed -= OnViewerChanged;
        Navigation.LocationChanged -= OnLocationChanged;
    }

    private async Task NoteUseAsync() => await Standing.NoteUseAsync((await State).User, CancellationToken.None);

    private void OnViewerChanged(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    // Filters and selections live in the query; only another path is another page.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        var path = PathOf(e.Location);
        if (path == _path)
            return;
        _path = path;
        _arrived = true;
        _boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private static string PathOf(string uri) => new Uri(uri).AbsolutePath;
}
