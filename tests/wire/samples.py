"""Sample values by shape: what each pattern accepts and what it refuses."""

ID = "A" * 22
TEXT_SINS = ("tab\there", "bell\a", "smile \U0001f600", "e\u0301", "wow!", "line\n", "nul\0", "<b>", "a,b")
NAME_SINS = ("-a", "_a", "a b", "a.b", "\u00e9", "a\u00e9", "name\n", "a/b", "a\0", "\uff21")
TEXT = "Gr\u00fc\u00dfe \u65e5\u672c \u2167 \U00010437\u00a0\u2028_.:/=+-@*"

# A value can be stretched at its `*`, or else at its end.
VALID = {
    "AmazonResourceName": f"arn:aws:voiceid:us-east-1*:000000000000:domain/{ID}",
    "ClientTokenString": "Az09-_*",
    "Description": f"100% {TEXT}",
    "DomainId": ID,
    "DomainName": "0name_-*",
    "FraudsterId": f"id#{ID}",
    "IamRoleArn": "arn:aws-cn:iam::000000000000:role/a*",
    "JobId": ID,
    "JobName": "Job_1-*",
    "KmsKeyId": "any \U0001f511 text*",
    "NextToken": "\x01~\x7f\r\n*",
    "S3Uri": "s3://a.-b/*",
    "SessionNameOrId": "session_1-*",
    "SpeakerId": "9speaker-_*",
    "TagKey": TEXT,
    "TagValue": TEXT,
    "WatchlistDescription": f"100% {TEXT}",
    "WatchlistId": ID,
    "WatchlistName": "List_1-*",
}

FURTHER_VALID = {
    "AmazonResourceName": (f"arn:aws-us-gov:voiceid:x:000000000000:domain/{ID}",
                           f"arn:aws:voiceid.+:000000000000:domain/{ID}"),
    "ClientTokenString": ("-", "_"),
    "Description": ("%", " ", "\u0661"),
    "IamRoleArn": ("arn:aws:iam::000000000000:role/\u00e9",),
    "KmsKeyId": ("\0", "\n", "\U0001f511" * 2048),
    "NextToken": ("", "\0", "\t"),
    "S3Uri": ("s3://aaa", "s3://a..z/", "s3://aaa/\u00e9 ?", "s3://" + "a" * 63),
    "SessionNameOrId": (f"id#{ID}",),
    "SpeakerId": (f"id#{ID}", "0"),
    "TagValue": ("",),
}

# Each has a length that its shape allows.
PATTERN_SINS = {
    "AmazonResourceName": (f"arn:aws:voiceid:us-east-1:000000000000:domain/{ID}\n",
                           f"arn:aws:voiceid:000000000000:domain/{ID[:21]}",
                           f"arn:aws:voiceid:x:00000000000:domain/{ID}", f"arn:aws-:voiceid:x:000000000000:domain/{ID}",
                           f"arn:aws:voiceid:\n:000000000000:domain/{ID}", "x",
                           f"xarn:aws:voiceid:x:000000000000:domain/{ID}"),
    # A class read as the range from 9 to _ would accept the first two.
    "ClientTokenString": ("a:b", "a^b", "a b", "\u00e9", "token\n"),
    "Description": TEXT_SINS,
    "DomainId": ("-" + ID[1:], ID[1:] + "\n", ID[1:] + "\u0661", ID[1:] + "_", " " + ID[1:]),
    "DomainName": NAME_SINS,
    "FraudsterId": ("xx#" + ID, "ID#" + ID, "id#" + ID[1:] + "-", "A" * 25),
    "IamRoleArn": ("arn:aws:iam::000000000000:role/", "arn:aws:iam:x:000000000000:role/a",
                   "arn:aws:iam::00000000000:role/a", "arn:aws:iam::000000000000:role/a\nb",
                   "arn:aws:iam::\u0661" + "0" * 11 + ":role/a"),
    "JobId": (ID[1:] + "#", ID[1:] + "\n"),
    "JobName": NAME_SINS,
    "NextToken": ("\u00e9", "token\x80", "\U0001f600"),
    "S3Uri": ("", "s3://", "s3://aa", "s3://Aaa", "s3://aaa-", "s3:/aaa", "S3://aaa", "s3://aaa/\n", "s3://aaa/x\ny",
              "s3://a_a", "s3://" + "a" * 64, " s3://aaa"),
    "SessionNameOrId": ("id#" + ID[1:], f"id#{ID}\n", "#", "-a", "a b", "\u00e9"),
    "SpeakerId": ("id#" + ID[1:], f"id#{ID}A", "id#", *NAME_SINS),
    "TagKey": (*TEXT_SINS, "50%"),
    "TagValue": (*TEXT_SINS, "50%"),
    "WatchlistDescription": TEXT_SINS,
    "WatchlistId": (ID[1:] + "\u00e9", ID[1:] + "\n"),
    "WatchlistName": NAME_SINS,
}


def text_of_length(shape, length):
    """As valid as its length allows."""
    before, _, after = VALID[shape].partition("*")
    return (before + "a" * (length - len(before) - len(after)) + after)[:length]


def valid_text(shape):
    return VALID[shape].replace("*", "")


def valid_texts(shape):
    return (valid_text(shape), *FURTHER_VALID.get(shape, ()))
