using Personalize.Data.Imports;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>Counts what became of the rows of one import, and keeps the refused ones until they are stored.</summary>
internal sealed class ImportTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImportReasonCount> _reasons = new(StringComparer.Ordinal);
    private readonly List<ImportRejection> _first = [];
    private List<ImportRejection> _unsaved = [];

    public void Reject(Guid import, int row, RowFault fault)
    {
        lock (_gate)
        {
            if (!_reasons.TryGetValue(fault.Code, out var reason))
                _reasons[fault.Code] = reason = new ImportReasonCount { ImportId = import, Code = fault.Code, Message = fault.Message };
            reason.Count++;
            Count++;
            var rejection = new ImportRejection
            {
                ImportId = import,
                Row = row,
                Column = FieldNames.LabelOf(fault.Field),
                Code = fault.Code,
                Message = fault.Message,
                Value = fault.ShownValue,
            };
            _unsaved.Add(rejection);
            if (_first.Count < ImportReport.RejectionLimit)
                _first.Add(rejection);
        }
    }

    public long Count { get; private set; }

    /// <returns>Null while there are fewer than <paramref name="atLeast"/>.</returns>
    public List<ImportRejection>? TakeUnsaved(int atLeast)
    {
        lock (_gate)
        {
            if (_unsaved.Count < atLeast)
                return null;
            var taken = _unsaved;
            _unsaved = [];
            return taken;
        }
    }

    public (IReadOnlyList<ImportReasonCount> Reasons, IReadOnlyList<ImportRejection> First) Snapshot()
    {
        lock (_gate)
        {
            return ([.. _reasons.Values
                .OrderByDescending(reason => reason.Count)
                .Select(reason => new ImportReasonCount { ImportId = reason.ImportId, Code = reason.Code, Message = reason.Message, Count = reason.Count })], [.. _first]);
        }
    }
}
