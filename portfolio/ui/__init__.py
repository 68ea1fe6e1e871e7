"""What pages share. Beside app.py and pages/, the only package that may import Streamlit."""
