using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Personalize.Web.Shell;

/// <summary>Keeps a fault inside its part of the page, and offers to draw that part again.</summary>
public sealed class FaultBoundary : ErrorBoundaryBase
{
    private Problem? _problem;

    /// <summary>"Top movers": begins the sentence that people read.</summary>
    [Parameter, EditorRequired]
    public string What { get; set; } = "";

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        _problem = Problems.Report(exception, What);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null || _problem is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<ProblemBar>(1);
        builder.AddComponentParameter(2, nameof(ProblemBar.What), What);
        builder.AddComponentParameter(3, nameof(ProblemBar.Problem), _problem);
        builder.AddComponentParameter(4, nameof(ProblemBar.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
