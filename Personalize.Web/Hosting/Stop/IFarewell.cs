namespace Personalize.Web.Hosting.Stop;

/// <summary>Something to be done after the notice and before the server stops, while all still works.</summary>
internal interface IFarewell
{
    /// <param name="cancellation">When the server does not wait any longer.</param>
    Task SayAsync(CancellationToken cancellation);
}
