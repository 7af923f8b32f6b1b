using Personalize.Web.Training;

namespace Personalize.Web.Segments;

/// <summary>The atlas of the models that serve: made once for each set, by whoever asks first, for all who ask.</summary>
internal sealed class SegmentAtlases(ModelHolder holder, SegmentSurveyor surveyor) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (PublishedModels Models, SegmentAtlas Atlas)? _known;

    /// <summary>Waits for the one that is being made. After a failure the next caller tries again.</summary>
    /// <returns>Null while no models serve.</returns>
    public async Task<SegmentAtlas?> CurrentAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (holder.Current is not { } models) return null;
            if (_known is { } known && ReferenceEquals(known.Models, models)) return known.Atlas;
            var atlas = await surveyor.SurveyAsync(models, cancellation);
            _known = (models, atlas);
            return atlas;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
