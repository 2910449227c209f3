"""What the service's model has gained since the one that Debian's botocore carries."""

HTTP_STATUS = {
    "AccessDeniedException": 403, "ConflictException": 409, "InternalServerException": 500,
    "ResourceNotFoundException": 404, "ServiceQuotaExceededException": 402, "ThrottlingException": 429,
    "ValidationException": 400}
NEW_MEMBERS = {
    "Domain": {"WatchlistDetails": "WatchlistDetails"},
    "DomainSummary": {"WatchlistDetails": "WatchlistDetails"},
    "EnrollmentJobFraudDetectionConfig": {"WatchlistIds": "EnrollmentJobFraudDetectionConfigWatchlistIds"},
    "FraudDetectionConfiguration": {"WatchlistId": "WatchlistId"},
    "Fraudster": {"WatchlistIds": "ResponseWatchlistIds"},
    "RegistrationConfig": {"WatchlistIds": "RegistrationConfigWatchlistIds"}}
NO_LONGER_REQUIRED = {"FraudDetectionConfiguration": ["RiskThreshold"]}
NEW_ENUM_VALUES = {
    "ConflictType": ["CANNOT_DELETE_NON_EMPTY_WATCHLIST", "FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST"],
    "ResourceType": ["WATCHLIST"]}
NEW_OPERATIONS = {
    "AssociateFraudster", "CreateWatchlist", "DeleteWatchlist", "DescribeWatchlist", "DisassociateFraudster",
    "ListFraudsters", "ListWatchlists", "UpdateWatchlist"}
# Says how code is generated, not what goes over the wire.
NOT_OF_THE_WIRE = ("documentation", "box")


def _without_notes(value):
    if isinstance(value, dict):
        return {key: _without_notes(of) for key, of in value.items() if key not in NOT_OF_THE_WIRE}
    return value


def _shape(name, model):
    shape = _without_notes(model)
    if name in HTTP_STATUS:
        shape["httpStatusCode"] = HTTP_STATUS[name]
    members = {**shape.get("members", {}), **{new: {"shape": of} for new, of in NEW_MEMBERS.get(name, {}).items()}}
    if members:
        shape["members"] = dict(sorted(members.items()))
    required = [member for member in shape.pop("required", []) if member not in NO_LONGER_REQUIRED.get(name, ())]
    if required:
        shape["required"] = required
    new_values = [value for value in NEW_ENUM_VALUES.get(name, ()) if value not in shape["enum"]]
    if new_values:
        shape["enum"] = shape["enum"] + new_values
    return shape


def _operation(model):
    return {"input": model["input"]["shape"], "output": model.get("output", {}).get("shape"),
            "errors": [error["shape"] for error in model["errors"]]}


def brought_up_to_date(botocore):
    """botocore's model in the form of the contract, as far as botocore knows it."""
    metadata = {key: botocore["metadata"][key] for key in
                ("apiVersion", "jsonVersion", "protocol", "serviceId", "signingName", "targetPrefix", "endpointPrefix")}
    return {"metadata": metadata,
            "operations": {name: _operation(model) for name, model in botocore["operations"].items()},
            "shapes": {name: _shape(name, model) for name, model in botocore["shapes"].items()}}
