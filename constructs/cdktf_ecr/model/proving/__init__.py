"""What we expect of AWS's own validators: cases to put to them, each with the answer that would prove us right."""
